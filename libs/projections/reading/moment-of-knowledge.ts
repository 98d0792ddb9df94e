import type { EventLog } from '#event-log';
import { type Clock, isPositionText, type Moment, parsePosition, parseTime, type Position } from '#kernel';

/** A point in both times: what had happened by `at`, of what was recorded up to `upTo`. */
export interface Vantage {
  readonly at: Moment;
  readonly upTo: Position;
  /** What was asked for as knownAt, if anything: identity links count as recorded by then. */
  readonly known: boolean;
}

export interface VantageQuery {
  readonly at?: string | undefined;
  readonly knownAt?: string | undefined;
}

/**
 * Reads `at` (an ISO time) and `knownAt` (an ISO time or a position); both default to now, that is to what the read models have folded.
 * @throws RAPPORT_BAD_TIME
 */
export async function vantageOf({ at, knownAt }: VantageQuery, { log, clock, folded }: { readonly log: EventLog; readonly clock: Clock; readonly folded: Position }): Promise<Vantage> {
  const moment = at === undefined || at === '' ? clock.now() : parseTime(at, 'at');
  if (knownAt === undefined || knownAt === '') return { at: moment, upTo: folded, known: false };
  const recorded = isPositionText(knownAt) ? parsePosition(knownAt, 'knownAt') : await log.positionAt(parseTime(knownAt, 'knownAt'));
  return { at: moment, upTo: recorded < folded ? recorded : folded, known: true };
}
