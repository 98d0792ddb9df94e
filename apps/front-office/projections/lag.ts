import type { EventLog } from '#event-log';
import { type Clock, type Position, SECOND } from '#kernel';
import { MODEL_FITTED, type Projection } from '#projections';
import type { EventTypes, RecordedEvent } from '#touchpoints';
import { folds } from './folds';

export interface Lag {
  /** Events that the projection has not folded yet; those that change none of its documents are not counted. */
  readonly events: number;
  /** Since the oldest of them was recorded. */
  readonly seconds: number;
}

/** What lies behind a position, once for all projections. */
export interface Behind {
  readonly events: readonly Pick<RecordedEvent, 'type' | 'recordedAt'>[];
  /** How many positions, where there are more than were looked at. */
  readonly more?: number;
  readonly now: number;
}

/** Up to so many events are looked at; beyond, positions are counted. */
const LOOKED_AT = 1_000;

export async function behind(log: EventLog, position: Position, clock: Clock): Promise<Behind> {
  const events = await log.readAll({ after: position, limit: LOOKED_AT });
  return { events, now: clock.now(), ...(events.length < LOOKED_AT ? {} : { more: Number((await log.head()) - position) }) };
}

export function lagOf(projection: Projection, { events, more, now }: Behind, types: EventTypes): Lag {
  const waiting = events.filter(({ type }) => changes(projection, type, types));
  const [oldest] = waiting;
  if (!oldest) return { events: 0, seconds: 0 };
  return { events: more ?? waiting.length, seconds: Math.max(0, (now - oldest.recordedAt) / SECOND) };
}

/** Whether events of the type can change its documents: it folds them, they say who is who, or they state the figures that its view needs. */
function changes(projection: Projection, type: string, types: EventTypes): boolean {
  if (type.startsWith('identity.')) return true;
  if (type === MODEL_FITTED) return projection.reference !== undefined;
  return folds(projection, type, types);
}
