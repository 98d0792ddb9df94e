import type { EventFacts } from './event-record';
import type { ServerEvent } from './wire/messages';

/** An event as this process sends it. */
export interface Sent {
  readonly metadata: Uint8Array;
  readonly facts: EventFacts;
}

interface Watched {
  watchers: number;
  /** Where it counts; undefined while it is nowhere. */
  position: number | undefined;
  /** The append that wrote it there; undefined where that was before it was watched. */
  append: unknown;
  sent: Sent | undefined;
}

/** The ids that appends of this process are about, and what comes of each: the first that comes counts, every later one is a shadow. */
export class Arrivals {
  private readonly watched = new Map<string, Watched>();

  /** Answers those that were not watched before: whether they are in the log already is for the caller to say, at once. */
  watch(keys: readonly string[]): string[] {
    return keys.filter((key) => {
      const known = this.watched.get(key);
      if (known) known.watchers += 1;
      else this.watched.set(key, { watchers: 1, position: undefined, append: undefined, sent: undefined });
      return !known;
    });
  }

  release(keys: readonly string[]): void {
    for (const key of keys) {
      const known = this.watched.get(key);
      if (known && --known.watchers === 0) this.watched.delete(key);
    }
  }

  /** That an event is about to be sent. */
  send(key: string, sent: Sent): void {
    const known = this.watched.get(key);
    if (known) known.sent = sent;
  }

  /** What we know of an event that has come back as we sent it. */
  factsOf({ id, metadata }: ServerEvent): EventFacts | undefined {
    const sent = this.watched.get(id)?.sent;
    return sent && Buffer.compare(sent.metadata, metadata) === 0 ? sent.facts : undefined;
  }

  /** In the order of the log. */
  note(key: string, position: number, append: unknown): void {
    const known = this.watched.get(key);
    if (!known || known.position !== undefined) return;
    known.position = position;
    known.append = append;
  }

  /** Undefined for an event that is not in the log. */
  of(key: string): { readonly position: number; readonly append: unknown } | undefined {
    const known = this.watched.get(key);
    return known?.position === undefined ? undefined : { position: known.position, append: known.append };
  }

  /** The log is not the one that was. */
  forget(): void {
    for (const known of this.watched.values()) known.position = undefined;
  }
}
