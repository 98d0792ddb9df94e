import type { EventLog } from '#event-log';
import type { Clock, Position } from '#kernel';
import type { Fence } from '#read-models';
import type { RecordedEvent } from '#touchpoints';
import type { Outcome } from '../sending/outcome';
import type { EventOwner } from './customer-of-event';
import type { DeliveryBook } from './delivery-book';

/** A stretch of the log for one subscription: the live one without an end, or a replay. */
export interface RunSpec {
  /** Of its cursor and lanes: the subscription's id, for a replay with that of the replay behind a dot. */
  readonly run: string;
  readonly subscription: string;
  /** undefined: every type but bookkeeping. */
  readonly types: readonly string[] | undefined;
  readonly includeBackfill: boolean;
  /** Where it begins that has no cursor yet. */
  readonly after: Position;
  /** Inclusive; undefined: it goes on for ever. */
  readonly upTo: Position | undefined;
  /** What lies up to here is marked as a replay. */
  readonly replayedUpTo: Position;
}

export interface RunTools {
  readonly log: EventLog;
  readonly book: DeliveryBook;
  readonly clock: Clock;
  readonly fence: Fence;
  /** ms between tries. */
  readonly retries: readonly number[];
  /** From 0 to 1. */
  readonly random: () => number;
  readonly ownerOf: (event: RecordedEvent) => Promise<EventOwner>;
  /** Resolves when the read models have passed the position, so that the customer is known; or when the signal says so. */
  readonly visible: (position: Position, signal: AbortSignal) => Promise<void>;
  readonly send: (event: RecordedEvent, replay: boolean, signal: AbortSignal) => Promise<Outcome>;
  /** The receiver said that it is gone for good. */
  readonly gone: () => Promise<void>;
}
