import { randomUUID } from 'node:crypto';
import { type Clock, pause, RapportError } from '#kernel';
import type { AppendOutcome } from '../event-log';
import { type AppendPart, fitting, type KeyedEvent, type PendingPart } from './append-part';
import { backoff } from './backoff';
import { type Contents, eventsOf } from './contents';
import { proposedEvent } from './event-record';
import type { Feed } from './feed';
import type { IndexRow } from './log-index/index-entry';
import { StreamQueues } from './stream-queues';
import type { Connection } from './wire/connection';
import type { AppendAnswer, ExpectedRevision } from './wire/messages';
import { faultKind, serverFault } from './wire/server-fault';

export interface AppenderOptions {
  readonly connection: Connection;
  readonly feed: Feed;
  readonly contents: Contents;
  readonly clock: Clock;
  readonly prefix: string;
  /** How long an append goes on trying, ms. */
  readonly patience: number;
}

/** How long the feed may be behind a revision that the server names, before the server is taken at its word, ms. */
const BEHIND = 2_000;

/**
 * Writes each event id once. The server knows ids only within a stream, and under an exact revision for ever: so every append expects exactly the
 * revision to which the feed has followed the stream, holds only ids that it has not met, and waits until what it wrote comes back. If two processes
 * write one id to two streams, the order of the log decides, and the later of the two hears that its event is a duplicate.
 */
export class Appender {
  private readonly queues = new StreamQueues((stream, group) => this.appendGroup(stream, group));
  /** Ids on their way, with when they have arrived. */
  private readonly inFlight = new Map<string, Promise<void>>();

  constructor(private readonly options: AppenderOptions) {}

  /** One call's; each part comes out as it does, whatever becomes of the others. */
  async append(parts: readonly AppendPart[]): Promise<PromiseSettledResult<AppendOutcome[]>[]> {
    const { feed } = this.options;
    const keys = parts.flatMap(({ events }) => events.map(({ key }) => key));
    feed.watch(keys);
    feed.prepareTails(parts.map(({ stream }) => stream));
    try {
      return await Promise.allSettled(parts.map((part) => new Promise<AppendOutcome[]>((resolve, reject) => {
        this.queues.add({ ...part, resolve, reject });
      })));
    } finally {
      feed.arrivals.release(keys);
    }
  }

  private async appendGroup(stream: string, group: readonly PendingPart[]): Promise<void> {
    try {
      const events = group.flatMap((part) => part.events);
      const names = await this.writeUnknown(stream, group, events);
      const outcomes = await this.outcomes(events, names);
      for (const { events: own, resolve } of group) resolve(outcomes.splice(0, own.length));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  /** Writes what is not in the log; answers the names of the appends that did. */
  private async writeUnknown(stream: string, group: readonly PendingPart[], events: readonly KeyedEvent[]): Promise<ReadonlySet<unknown>> {
    const until = performance.now() + this.options.patience;
    const names = new Set<unknown>();
    let floor: ExpectedRevision | undefined;
    let checked = false;
    while (true) {
      if (group[0]?.expected !== 'any') await this.options.feed.folded(this.options.patience);
      await this.othersHaveWritten(events);
      const unknown = this.unknown(events);
      if (unknown.length === 0) return names;
      const mismatch = this.mismatch(stream, group);
      if (mismatch && checked) throw mismatch;
      if (mismatch) {
        checked = true;
        await this.catchUp(stream, await this.lastAtServer(stream));
        continue;
      }
      const name = randomUUID();
      names.add(name);
      const answer = await this.write(stream, fitting(unknown), floor ?? this.expectedAtServer(stream), name, until);
      if (answer.kind === 'written') {
        floor = undefined;
      } else {
        if (performance.now() > until) throw new RapportError('RAPPORT_BUSY', 'others write to the stream faster than it can be followed');
        floor = await this.catchUp(stream, answer.last);
      }
    }
  }

  /** Appends of this process never race each other for an id. No one waits here who others wait for. */
  private async othersHaveWritten(events: readonly KeyedEvent[]): Promise<void> {
    while (this.inFlight.size > 0) {
      let others: Promise<void> | undefined;
      for (const { key } of events) if ((others = this.inFlight.get(key))) break;
      if (!others) return;
      await others;
    }
  }

  private unknown(events: readonly KeyedEvent[]): KeyedEvent[] {
    const { arrivals } = this.options.feed;
    const taken = new Set<string>();
    return events.filter(({ key }) => {
      if (taken.has(key) || arrivals.of(key)) return false;
      taken.add(key);
      return true;
    });
  }

  private mismatch(stream: string, [first]: readonly PendingPart[]): RapportError | undefined {
    if (!first || first.expected === 'any') return undefined;
    const expected = first.expected === 'none' ? -1 : first.expected;
    const last = this.options.feed.index.read.stream(stream).nextRevision - 1;
    return last === expected ? undefined : new RapportError('RAPPORT_WRONG_EXPECTED_REVISION', `the stream's last revision is ${last}, not ${expected}`, { extra: { revision: last } });
  }

  private expectedAtServer(stream: string): ExpectedRevision {
    const nextAtServer = this.options.feed.tailOf(stream);
    return nextAtServer === 0 ? 'none' : nextAtServer - 1;
  }

  private async write(stream: string, chunk: readonly KeyedEvent[], expected: ExpectedRevision, append: string, until: number): Promise<AppendAnswer> {
    const { feed, clock, patience } = this.options;
    const now = clock.now();
    const proposed = chunk.map(({ event, key, recordedAt = now }) => {
      const each = proposedEvent(event, key, recordedAt, append);
      feed.arrivals.send(key, { metadata: each.metadata, facts: { id: event.id, occurredAt: event.occurredAt, recordedAt, append } });
      return each;
    });
    const release = this.reserve(chunk);
    try {
      const answer = await this.send(() => this.options.connection.append(`${this.options.prefix}${stream}`, proposed, expected), until);
      if (answer.kind === 'written') await feed.passed(answer.position.commit, patience);
      return answer;
    } finally {
      release();
    }
  }

  /** Repeats what came to nothing known: under the same ids and the same expectation the server writes it once. */
  private async send(append: () => Promise<AppendAnswer>, until: number): Promise<AppendAnswer> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await append();
      } catch (error) {
        const kind = faultKind(error);
        const fault = serverFault(error, this.options.connection.hosts);
        if (kind === 'mend' || kind === 'refused') throw fault;
        const wait = backoff(attempt);
        if (performance.now() + wait > until) throw new RapportError('RAPPORT_STORE_UNAVAILABLE', `${fault.message}; whether the append was written is open: send it again with the same ids`, { cause: error });
        await pause(wait);
      }
    }
  }

  private reserve(chunk: readonly KeyedEvent[]): () => void {
    let arrived = (): void => undefined;
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    for (const { key } of chunk) this.inFlight.set(key, arrival);
    return () => {
      for (const { key } of chunk) this.inFlight.delete(key);
      arrived();
    };
  }

  private async lastAtServer(stream: string): Promise<number | undefined> {
    let last: number | undefined;
    await this.send(async () => {
      for await (const event of eventsOf(this.options.connection.readStream({ stream: `${this.options.prefix}${stream}`, from: 'end', direction: 'backwards', count: 1 }))) last = event.revision;
      return { kind: 'wrong-revision', last };
    }, performance.now() + this.options.patience);
    return last;
  }

  /** Waits until the feed has followed the stream up to the revision. Where that does not come, as of events that are gone, answers what to expect instead. */
  private async catchUp(stream: string, last: number | undefined): Promise<ExpectedRevision | undefined> {
    const until = performance.now() + BEHIND;
    while (last !== undefined && this.options.feed.tailOf(stream) <= last) {
      if (performance.now() >= until) return last;
      await this.options.feed.growth(undefined, BEHIND / 10);
    }
    return last ?? 'none';
  }

  private async outcomes(events: readonly KeyedEvent[], names: ReadonlySet<unknown>): Promise<AppendOutcome[]> {
    const claimed = new Set<string>();
    const written = events.map(({ key }): AppendOutcome | undefined => {
      const arrival = this.options.feed.arrivals.of(key);
      if (claimed.size === claimed.add(key).size || !arrival || !names.has(arrival.append)) return undefined;
      return { status: 'appended', position: BigInt(arrival.position) };
    });
    const repeats = events.filter((_, index) => !written[index]);
    if (repeats.length === 0) return written.filter((outcome) => outcome !== undefined);
    const known = new Map(this.rowsOf(repeats).map((row, index) => [repeats[index], row]));
    const differing = await this.differing(repeats, [...known.values()]);
    return events.map((event, index) => written[index] ?? { status: 'duplicate', position: BigInt(known.get(event)?.position ?? 0), differs: differing.has(event.event) });
  }

  private rowsOf(events: readonly KeyedEvent[]): IndexRow[] {
    const found = this.options.feed.index.read.find(events.map(({ key }) => key));
    return events.map(({ key }) => {
      const row = found.get(key);
      if (!row) throw new RapportError('RAPPORT_STORE_UNAVAILABLE', 'the log index has lost an event that was appended: send it again, with the same ids');
      return row;
    });
  }

  /** Those repeats whose content is other than what stands. */
  private async differing(repeats: readonly KeyedEvent[], rows: readonly IndexRow[]): Promise<ReadonlySet<unknown>> {
    const known = new Map((await this.options.contents.byStream(rows)).map((event) => [event.id, event]));
    return new Set(repeats.map(({ event }) => event).filter((event) => {
      const first = known.get(event.id);
      return first !== undefined && (first.type !== event.type || first.identities !== event.identities || first.data !== event.data);
    }));
  }
}
