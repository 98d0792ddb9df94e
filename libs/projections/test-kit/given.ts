import { parseTime } from '#kernel';
import type { JsonObject } from '#read-models';
import { type DataOf, type EventType, EventTypes, type Identity, type RecordedEvent } from '#touchpoints';
import type { Customer } from '../law/customer';
import type { Projection } from '../law/define-projection';
import { documentOf } from '../law/document';
import { beginFold, foldHistory, restoreFold, type StoredFold, storeFold } from '../law/fold';

const types = new EventTypes();
const SOMEBODY: Identity = { kind: 'user-id', value: '42' };

/** Given these touches, what does the read model say at a moment? Folds as the drivers do, and through JSON after each event, as the law demands. */
export function given<State>(projection: Projection<State>, events: readonly RecordedEvent[] = []): Given {
  return {
    touch: (type, at, data = {}, more = {}) => {
      const known = types.get(type);
      const occurredAt = parseTime(at);
      const position = BigInt(events.length + 1);
      const event: RecordedEvent = {
        id: `event-${String(position)}`, type, stream: 'identity-test', revision: events.length, position, occurredAt, recordedAt: occurredAt, receivedAt: occurredAt,
        schemaVersion: known?.version ?? 1, initiator: known?.initiator ?? 'customer', identities: [SOMEBODY], data: { ...known?.example, ...data }, ...more,
      };
      return given(projection, [...events, event]);
    },
    at: (moment) => {
      const at = parseTime(moment);
      const history = events.filter(({ occurredAt }) => occurredAt <= at).sort((a, b) => a.occurredAt - b.occurredAt || Number(a.position - b.position));
      let fold = beginFold(projection);
      for (const event of history) {
        fold = foldHistory(projection, [event], fold);
        fold = { ...restoreFold(JSON.parse(JSON.stringify(storeFold(fold))) as StoredFold, fold.position), state: JSON.parse(JSON.stringify(fold.state)) as State };
      }
      return documentOf(projection, fold, { customer: customerAt(events, at), at, position: BigInt(events.length) });
    },
  };
}

export interface Given {
  /** One more touch: of the type's example, with what is given in its place. */
  touch<Type extends EventType>(type: Type, at: string, data?: Partial<DataOf[Type]>, more?: Partial<Pick<RecordedEvent, 'identities' | 'source' | 'context'>>): Given;
  /** The document as of a moment; undefined while there is none. */
  at(moment: string): JsonObject | undefined;
}

function customerAt(events: readonly RecordedEvent[], at: number): Customer {
  const since = events.map(({ occurredAt }) => occurredAt).filter((each) => each <= at);
  return { id: 'customer', members: [{ stream: 'identity-test', ...SOMEBODY, since: since.length > 0 ? Math.min(...since) : undefined, firstSeen: 1n }] };
}
