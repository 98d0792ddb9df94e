import type { Moment, Position } from '#kernel';
import type { NewEvent, RecordedEvent } from '#touchpoints';

/**
 * The only writer of truth: an append-only log of events in one total order, grouped in streams.
 *
 * Promised by every engine, and tried by `#event-log/conformance`:
 * - what `append` has answered is durable; events of one call and one stream are written together or not at all. Where `any` is expected, an engine with a limit
 *   writes a very large call in parts, of which each is the call's beginning; the same call again completes it;
 * - an event id is written once, for ever, whichever expectation it comes with: a repeat answers with the first one's position;
 * - positions grow strictly and need not be dense; none is handed out before everything below it is visible to every reader;
 * - `recordedAt` never goes back along positions.
 */
export interface EventLog {
  append(events: readonly NewEvent[], options?: AppendOptions): Promise<AppendOutcome[]>;

  /** The last position; START for an empty log. */
  head(): Promise<Position>;
  /** The last position recorded at or before the moment; START if none is. */
  positionAt(recordedAt: Moment): Promise<Position>;
  event(position: Position): Promise<RecordedEvent | undefined>;

  /** One page in log order. */
  readAll(query: ReadAll): Promise<RecordedEvent[]>;
  /** One page of a stream by revision; undefined if there is no such stream. */
  readStream(stream: string, query: ReadStream): Promise<RecordedEvent[] | undefined>;
  /** The events of several streams as one list, by (occurredAt, position). */
  readHistory(query: ReadHistory): Promise<RecordedEvent[]>;

  /**
   * Pages from a position on, then as they come, until the signal or `close`; `caughtUp` when the page reaches what was the end. The first comes at
   * once, empty where there is nothing to read yet. Pulled, so a slow consumer is never overrun.
   */
  subscribe(query: Subscribe): AsyncIterable<Page>;

  countsByType(): Promise<Map<string, number>>;
  health(): Promise<Health>;
  /** From now on no call waits for an engine that has not been reached yet: whoever is told to stop is not held up by it. For engines that are elsewhere. */
  hurry?(): void;
  close(): Promise<void>;
}

export interface AppendOptions {
  /** `any` (default), `none`: the stream must not exist; a number: the stream's last revision. Other than `any`, all events must be of one stream. */
  readonly expectedRevision?: 'any' | 'none' | number;
  /**
   * For events that are carried over from another log: when each was recorded there, in their order, instead of now. What would go back behind an event before it
   * is recorded when that one was. All lie in the log in the order given, also where they are of several streams.
   */
  readonly recordedAt?: readonly Moment[] | undefined;
}

/** What became of one event of an append. `differs`: the id was there with other content, which stands. */
export type AppendOutcome = { readonly status: 'appended'; readonly position: Position } | { readonly status: 'duplicate'; readonly position: Position; readonly differs: boolean };

export type Direction = 'forwards' | 'backwards';

export interface ReadAll {
  /** Exclusive. */
  readonly after?: Position;
  /** Inclusive. */
  readonly upTo?: Position;
  readonly types?: readonly string[];
  readonly direction?: Direction;
  readonly limit: number;
}

export interface ReadStream {
  /** Inclusive; default the first, backwards the last. */
  readonly from?: number;
  readonly direction?: Direction;
  readonly limit: number;
}

/** A place in a history. */
export interface HistoryKey {
  readonly occurredAt: Moment;
  readonly position: Position;
}

export interface ReadHistory {
  readonly streams: readonly string[];
  /** Exclusive: what comes after it in the direction read. */
  readonly after?: HistoryKey;
  /** Only these types. */
  readonly types?: readonly string[];
  /** Occurred at or before. */
  readonly asOf?: Moment;
  /** Recorded at or before. */
  readonly upTo?: Position;
  readonly direction?: Direction;
  readonly limit?: number;
}

export interface Subscribe {
  readonly after: Position;
  readonly types?: readonly string[];
  readonly pageSize?: number;
  readonly signal: AbortSignal;
}

export interface Page {
  readonly events: readonly RecordedEvent[];
  /** Everything up to here has been read, also where a filter left events out. */
  readonly position: Position;
  readonly caughtUp: boolean;
}

export interface Health {
  readonly engine: string;
  readonly ok: boolean;
  /** What is wrong; of one that is well, what it cannot do all the same. */
  readonly reason?: string;
}

export function compareHistory(a: HistoryKey, b: HistoryKey): number {
  return a.occurredAt - b.occurredAt || (a.position < b.position ? -1 : a.position > b.position ? 1 : 0);
}
