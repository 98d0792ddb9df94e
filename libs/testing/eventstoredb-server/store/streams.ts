import { NO_LIMITS, type StreamLimits } from './stream-limits';

/** What is known of a stream. A stream of which nothing was ever written has no events and no tombstone. */
export interface StreamState {
  readonly name: string;
  readonly number: number;
  /** The numbers of its events in the log; an event's place here is its revision. */
  readonly events: number[];
  limits: StreamLimits;
  tombstoned: boolean;
}

const METASTREAM = '$$';

export const isMetastream = (name: string): boolean => name.startsWith(METASTREAM);
export const metastreamOf = (name: string): string => METASTREAM + name;
export const originalOf = (metastream: string): string => metastream.slice(METASTREAM.length);

/** A metastream keeps its last event only. */
const METASTREAM_LIMITS: StreamLimits = { maxCount: 1, softDeleted: false };

/** The streams by name and by number. */
export class Streams {
  readonly #byName = new Map<string, StreamState>();
  readonly #all: StreamState[] = [];

  find(name: string): StreamState | undefined {
    return this.#byName.get(name);
  }

  findOrCreate(name: string): StreamState {
    const known = this.#byName.get(name);
    if (known) return known;
    const created: StreamState = { name, number: this.#all.length, events: [], limits: isMetastream(name) ? METASTREAM_LIMITS : NO_LIMITS, tombstoned: false };
    this.#byName.set(name, created);
    this.#all.push(created);
    return created;
  }

  name(number: number): string {
    return this.#all[number]?.name ?? '';
  }

  /** A metastream goes with its stream. */
  isTombstoned(name: string): boolean {
    if (this.#byName.get(name)?.tombstoned === true) return true;
    return isMetastream(name) && this.#byName.get(originalOf(name))?.tombstoned === true;
  }
}
