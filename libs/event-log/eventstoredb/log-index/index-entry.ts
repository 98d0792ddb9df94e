import type { Moment } from '#kernel';

/** What the index is told of one event of the namespace, in the order of the log. */
export interface IndexEntry {
  readonly position: number;
  readonly stream: string;
  /** The revision that the server counts. */
  readonly atServer: number;
  /** Left out for an event that is not of our writing: it takes a revision at the server, and nothing else. */
  readonly own?: OwnEntry;
}

export interface OwnEntry {
  /** The event's id at the server: a uuid. */
  readonly key: string;
  readonly type: string;
  readonly occurredAt: Moment;
  readonly recordedAt: Moment;
  /** The append that wrote it. */
  readonly append: unknown;
}

/** The server numbers the mark of a stream that was deleted for ever with its largest revision. */
const TOMBSTONE = 2 ** 53;

/** Whether it marks that its stream was deleted for ever: such a mark takes no revision. */
export function isTombstone({ atServer }: IndexEntry): boolean {
  return atServer >= TOMBSTONE;
}

/** Where an event is, and what the log adds to it. */
export interface IndexRow {
  readonly position: number;
  readonly type: string;
  readonly stream: string;
  /** Counted without what is not ours and without shadows. */
  readonly revision: number;
  readonly atServer: number;
  readonly occurredAt: Moment;
  readonly recordedAt: Moment;
}

/** A stream's next revisions, by our count and by the server's. Where they are the same, so is every revision below. */
export interface StreamState {
  readonly nextRevision: number;
  readonly nextAtServer: number;
}

export const NO_STREAM: StreamState = { nextRevision: 0, nextAtServer: 0 };
