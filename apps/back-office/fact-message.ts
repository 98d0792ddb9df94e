import type { BridgeMessage } from '#bridge';
import { schemaOf } from '#bridge/messages';
import { formatTime, uuidOf } from '#kernel';
import type { EventTypes } from '#touchpoints';
import type { Fact } from './department';
import type { Subject } from './told';

/** A fact as it is told to the front office. Its id follows from its cause, so that one stated twice is one fact. */
export function factMessage({ type, at, data, cause }: Fact, { customerId, identity }: Subject, department: string, types: EventTypes): BridgeMessage {
  const source = `/back-office/${department}`;
  const properties: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(data));
  return {
    key: customerId, id: uuidOf(source, ...cause), source, type, subject: customerId, time: formatTime(at),
    dataschema: schemaOf(type, types.get(type)?.version ?? 1), data: { ...properties, identities: [identity] },
  };
}
