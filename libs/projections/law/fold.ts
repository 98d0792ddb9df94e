import { compareHistory, type HistoryKey } from '#event-log';
import { laterPosition, type Moment, type Position, START } from '#kernel';
import type { RecordedEvent } from '#touchpoints';
import type { Projection } from './define-projection';

/** A fold that has been stopped somewhere: its state, the last event that it took in, and how many. */
export interface Fold<State = unknown> {
  state: State;
  last: HistoryKey | undefined;
  count: number;
  /** When the first event happens that is recorded already but lies in the future. */
  pending: Moment | undefined;
  /** Everything recorded up to here is in it. */
  position: Position;
}

export function beginFold<State>(projection: Projection<State>): Fold<State> {
  return { state: projection.initial(), last: undefined, count: 0, pending: undefined, position: START };
}

export function handles(projection: Projection, event: RecordedEvent): boolean {
  return projection.handles === 'any' || (projection.handles as readonly string[]).includes(event.type);
}

/** Whether the event comes before one that the fold has taken in, in a projection to which that matters. */
export function isLate(projection: Projection, fold: Fold, event: HistoryKey): boolean {
  return projection.orderMatters && fold.last !== undefined && compareHistory(event, fold.last) < 0;
}

/** Takes in one event, which the projection handles. */
export function step<State>(projection: Projection<State>, fold: Fold<State>, event: RecordedEvent): void {
  projection.apply(fold.state, event);
  fold.count += 1;
  fold.position = laterPosition(fold.position, event.position);
  if (!fold.last || compareHistory(event, fold.last) > 0) fold.last = { occurredAt: event.occurredAt, position: event.position };
}

/** Takes in a history, already in order and cut at the moment. The law's one line. */
export function foldHistory<State>(projection: Projection<State>, history: Iterable<RecordedEvent>, fold: Fold<State> = beginFold(projection)): Fold<State> {
  for (const event of history) if (handles(projection, event)) step(projection, fold, event);
  return fold;
}

/** A fold as it is stored beside its document. */
export interface StoredFold {
  readonly state: unknown;
  readonly last?: readonly [occurredAt: Moment, position: string];
  readonly count: number;
  readonly pending?: Moment;
}

export function storeFold(fold: Fold): StoredFold {
  return { state: fold.state, ...(fold.last ? { last: [fold.last.occurredAt, fold.last.position.toString()] } : {}), count: fold.count, ...(fold.pending === undefined ? {} : { pending: fold.pending }) };
}

export function restoreFold(stored: StoredFold, position: Position): Fold {
  return { state: stored.state, last: stored.last && { occurredAt: stored.last[0], position: BigInt(stored.last[1]) }, count: stored.count, pending: stored.pending, position };
}
