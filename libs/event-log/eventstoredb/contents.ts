import { RapportError } from '#kernel';
import type { StoredEvent } from '../codec';
import { storedEvent } from './event-record';
import type { IndexRow } from './log-index/index-entry';
import type { RecentEvents } from './recent-events';
import type { Connection } from './wire/connection';
import type { Filter, ReadMessage, ServerEvent } from './wire/messages';

/** Reading a few events that nobody wants is cheaper than another call. */
const GAP = 32;
/** The most events asked for by one read. */
const PAGE = 2_000;
/** Reads under way at once. */
const AT_ONCE = 8;

/** Fetches from the server what the index has found, in as few reads as there are stretches of it. */
export class Contents {
  constructor(private readonly connection: Connection, private readonly recent: RecentEvents, private readonly prefix: string) {}

  /** Of rows that lie near each other in the log, in their order. What the server no longer has is left out. */
  async nearby(rows: readonly IndexRow[], types?: readonly string[]): Promise<StoredEvent[]> {
    return this.fetch(rows, async (missing, found) => this.readLog(missing.map(({ position }) => position).sort((a, b) => a - b), types ? { types } : { streams: [this.prefix] }, found));
  }

  /** Of rows that lie near each other in their streams, in their order. What the server no longer has is left out. */
  async byStream(rows: readonly IndexRow[]): Promise<StoredEvent[]> {
    return this.fetch(rows, async (missing, found) => {
      const ranges = rangesOf(missing);
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, ranges.length) }, async () => {
        for (let range = ranges.pop(); range; range = ranges.pop()) await this.readRange(range, found);
      }));
    });
  }

  private async fetch(rows: readonly IndexRow[], read: (missing: readonly IndexRow[], found: Map<number, ServerEvent>) => Promise<void>): Promise<StoredEvent[]> {
    const found = new Map<number, ServerEvent>();
    const missing: IndexRow[] = [];
    for (const row of rows) {
      const event = this.recent.get(row.position);
      if (event) found.set(row.position, event);
      else missing.push(row);
    }
    if (missing.length > 0) {
      await read(missing, found);
      await this.requireReached(missing, found);
    }
    return rows.flatMap((row) => decoded(row, found.get(row.position)) ?? []);
  }

  private async readLog(positions: readonly number[], filter: Filter, found: Map<number, ServerEvent>): Promise<void> {
    const [first, last] = [positions[0] ?? 0, positions.at(-1) ?? 0];
    const wanted = new Set(positions);
    for (let from = first, more = true; more; ) {
      const count = Math.min(wanted.size + GAP, PAGE);
      let seen = 0;
      for await (const event of eventsOf(this.connection.readLog({ from: { commit: from, prepare: from }, direction: 'forwards', count, filter }))) {
        seen += 1;
        from = event.position.commit;
        if (wanted.delete(from)) found.set(from, event);
        if (from >= last) break;
      }
      more = seen === count && from < last;
    }
  }

  private async readRange({ stream, from, count }: Range, found: Map<number, ServerEvent>): Promise<void> {
    for await (const event of eventsOf(this.connection.readStream({ stream: `${this.prefix}${stream}`, from, direction: 'forwards', count }))) found.set(event.position.commit, event);
  }

  /** Events may be gone from the server; but a node that has not come as far as the index has not lost them. */
  private async requireReached(rows: readonly IndexRow[], found: ReadonlyMap<number, ServerEvent>): Promise<void> {
    const highest = Math.max(0, ...rows.filter(({ position }) => !found.has(position)).map(({ position }) => position));
    if (highest === 0) return;
    for await (const { position } of eventsOf(this.connection.readLog({ from: 'end', direction: 'backwards', count: 1 }))) if (position.commit >= highest) return;
    throw new RapportError('RAPPORT_STORE_UNAVAILABLE', `the node of EventStoreDB at ${this.connection.hosts} is behind the others`);
  }
}

interface Range {
  readonly stream: string;
  readonly from: number;
  readonly count: number;
}

/** The stretches of revisions, per stream, that cover the rows. */
export function rangesOf(rows: readonly Pick<IndexRow, 'stream' | 'atServer'>[]): Range[] {
  const byStream = new Map<string, number[]>();
  for (const { stream, atServer } of rows) {
    const known = byStream.get(stream);
    if (known) known.push(atServer);
    else byStream.set(stream, [atServer]);
  }
  const ranges: Range[] = [];
  for (const [stream, revisions] of byStream) {
    revisions.sort((a, b) => a - b);
    let from = revisions[0] ?? 0;
    let to = from;
    for (const revision of revisions) {
      if (revision - to > GAP || revision - from >= PAGE) {
        ranges.push({ stream, from, count: to - from + 1 });
        from = revision;
      }
      to = revision;
    }
    ranges.push({ stream, from, count: to - from + 1 });
  }
  return ranges;
}

export async function* eventsOf(messages: AsyncIterable<ReadMessage>): AsyncIterable<ServerEvent> {
  for await (const message of messages) if (message.kind === 'event') yield message.event;
}

function decoded({ position, stream, revision, recordedAt, occurredAt }: IndexRow, event: ServerEvent | undefined): StoredEvent | undefined {
  return event && storedEvent(event, { position: BigInt(position), stream, revision, recordedAt, occurredAt });
}
