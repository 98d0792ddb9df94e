import type { EventLog } from '#event-log';
import { type Clock, type Position, SECOND } from '#kernel';
import type { EventTypes } from '#touchpoints';

export interface Lag {
  /** Events that the read models have not folded yet; the platform's own facts, which change none, are not counted. */
  readonly events: number;
  /** Since the oldest of them was recorded. */
  readonly seconds: number;
}

/** Up to so many events are looked at; beyond, positions are counted. */
const LOOKED_AT = 1_000;

export async function lagOf(log: EventLog, position: Position, clock: Clock, types: EventTypes): Promise<Lag> {
  const behind = await log.readAll({ after: position, limit: LOOKED_AT });
  const waiting = behind.filter((event) => types.get(event.type)?.origin !== 'system');
  const [oldest] = waiting;
  if (!oldest) return { events: 0, seconds: 0 };
  const events = behind.length < LOOKED_AT ? waiting.length : Number((await log.head()) - position);
  return { events, seconds: Math.max(0, (clock.now() - oldest.recordedAt) / SECOND) };
}
