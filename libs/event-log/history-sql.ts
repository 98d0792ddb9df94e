import type { Position } from '#kernel';
import type { ReadHistory } from './event-log';

/** More than any table has. */
export const UNLIMITED = 1_000_000_000;

export interface HistorySql {
  /** Conditions beside the stream's, each with its ` AND `. */
  readonly where: string;
  readonly order: string;
  /** What the conditions are bound to, in their order. */
  readonly values: readonly number[];
}

/** What a reading of a stream's history asks of a SQLite table of events, whatever else that holds: columns `occurred_at`, `position` and `type`. */
export function historySql({ after, asOf, upTo, direction = 'forwards' }: Omit<ReadHistory, 'streams'>, typeIds: readonly number[] | undefined): HistorySql {
  const forwards = direction === 'forwards';
  let where = '';
  const values: number[] = [];
  if (after) {
    where += ` AND (occurred_at, position) ${forwards ? '>' : '<'} (?, ?)`;
    values.push(after.occurredAt, safe(after.position));
  }
  if (asOf !== undefined) {
    where += ' AND occurred_at <= ?';
    values.push(asOf);
  }
  if (upTo !== undefined) {
    where += ' AND position <= ?';
    values.push(safe(upTo));
  }
  if (typeIds) where += ` AND type IN (${typeIds.map(String).join(',')})`;
  return { where, order: forwards ? 'occurred_at ASC, position ASC' : 'occurred_at DESC, position DESC', values };
}

/** A position as the driver binds it: what is beyond its numbers is beyond every event. */
export function safe(position: Position): number {
  return position > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(position);
}
