import { closeDatabase, type Connection, inTransaction, type Statement, storeFault } from '#embedded';
import { type Clock, RapportError } from '#kernel';
import type { AppendOptions } from '../event-log';
import type { EncodedEvent } from '../codec';
import { openLog } from './schema';

/** One call's worth of events, as it crosses threads. */
export interface AppendRequest {
  readonly events: readonly EncodedEvent[];
  readonly expectedRevision: AppendOptions['expectedRevision'];
  readonly recordedAt?: AppendOptions['recordedAt'];
}

/** `position` of each event in order; negative for a duplicate, with whether its content differs in `differs`. */
export interface AppendReply {
  readonly positions: readonly number[];
  readonly differs: readonly number[];
  readonly error?: RapportError;
}

/** A name as the tables hold it: a small number in its place. Its row is written with the first event that is. */
interface Stream {
  readonly id: number;
  readonly name: string;
  nextRevision: number;
}

interface EventType {
  readonly id: number;
  readonly name: string;
  added: number;
}

/** The most streams whose next revision is kept in memory. */
const KNOWN_STREAMS = 50_000;

/** The one writer of `events.db`. Every group of requests is one durable commit. */
export class LogWriter {
  private readonly connection: Connection;
  private readonly insert: Statement;
  private readonly findId: Statement;
  private readonly findStream: Statement;
  private readonly saveStream: Statement;
  private readonly saveType: Statement;
  private readonly streams = new Map<string, Stream>();
  private readonly grown = new Set<Stream>();
  private readonly types = new Map<string, EventType>();
  private lastPosition: number;
  private lastRecordedAt: number;
  private lastStream: number;
  private lastType = 0;

  constructor(private readonly file: string, private readonly clock: Clock) {
    try {
      this.connection = openLog(file);
    } catch (error) {
      throw storeFault(error, file);
    }
    this.insert = this.connection.prepare('INSERT INTO events (position, id, type, stream, revision, occurred_at, recorded_at, identities, data, meta) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING');
    this.findId = this.connection.prepare('SELECT position, type, identities, data FROM events WHERE id = ?');
    this.findStream = this.connection.prepare('SELECT id, next_revision FROM streams WHERE name = ?');
    this.saveStream = this.connection.prepare('INSERT INTO streams (id, name, next_revision) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET next_revision = excluded.next_revision');
    this.saveType = this.connection.prepare('INSERT INTO types (id, name, events) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET events = events + excluded.events');
    const last = this.connection.prepare('SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1').get() as { position: number; recorded_at: number } | undefined;
    this.lastPosition = last?.position ?? 0;
    this.lastRecordedAt = last?.recorded_at ?? 0;
    this.lastStream = (this.connection.prepare('SELECT max(id) AS id FROM streams').get() as { id: number | null }).id ?? 0;
    for (const { id, name } of this.connection.prepare('SELECT id, name FROM types').all() as { id: number; name: string }[]) this.rememberType(id, name);
  }

  get head(): number {
    return this.lastPosition;
  }

  /** Commits all requests at once. One refused by its expectation fails alone; a fault of the engine fails all, with nothing written. */
  append(requests: readonly AppendRequest[]): AppendReply[] {
    const { lastPosition, lastRecordedAt } = this;
    this.forgetUnwritten();
    try {
      return inTransaction(this.connection, () => {
        const now = this.clock.now();
        const replies = requests.map((request) => this.appendOne(request, now));
        this.saveCounters();
        return replies;
      });
    } catch (error) {
      this.lastPosition = lastPosition;
      this.lastRecordedAt = lastRecordedAt;
      this.streams.clear();
      throw storeFault(error, this.file);
    }
  }

  close(): void {
    closeDatabase(this.connection);
  }

  private appendOne(request: AppendRequest, now: number): AppendReply {
    const refusal = this.refusalOf(request);
    if (refusal) return { positions: [], differs: [], error: refusal };
    const positions: number[] = [];
    const differs: number[] = [];
    for (const [index, event] of request.events.entries()) {
      const stream = this.streamOf(event.stream);
      const type = this.typeOf(event.type);
      const position = this.lastPosition + 1;
      const recordedAt = Math.max(this.lastRecordedAt, request.recordedAt?.[index] ?? now);
      const { changes } = this.insert.run(position, event.id, type.id, stream.id, stream.nextRevision, event.occurredAt, recordedAt, event.identities, event.data, event.meta);
      if (changes === 1) {
        this.lastPosition = position;
        this.lastRecordedAt = recordedAt;
        stream.nextRevision += 1;
        this.grown.add(stream);
        type.added += 1;
        positions.push(position);
      } else {
        const known = this.findId.get(event.id) as { position: number; type: number; identities: string; data: string };
        if (known.type !== type.id || known.identities !== event.identities || known.data !== event.data) differs.push(positions.length);
        positions.push(-known.position);
      }
    }
    return { positions, differs };
  }

  private refusalOf({ events, expectedRevision = 'any' }: AppendRequest): RapportError | undefined {
    const [first] = events;
    if (expectedRevision === 'any' || !first) return undefined;
    if (events.some((event) => event.stream !== first.stream)) return new RapportError('RAPPORT_BAD_REQUEST', 'a revision can be expected of one stream at a time');
    if (events.every((event) => this.findId.get(event.id) !== undefined)) return undefined;
    const last = this.streamOf(first.stream).nextRevision - 1;
    const expected = expectedRevision === 'none' ? -1 : expectedRevision;
    if (last === expected) return undefined;
    return new RapportError('RAPPORT_WRONG_EXPECTED_REVISION', `the stream's last revision is ${String(last)}, not ${String(expected)}`, { extra: { revision: last } });
  }

  private streamOf(name: string): Stream {
    const known = this.streams.get(name);
    if (known) return known;
    const row = this.findStream.get(name) as { id: number; next_revision: number } | undefined;
    const stream = { id: row?.id ?? ++this.lastStream, name, nextRevision: row?.next_revision ?? 0 };
    this.streams.set(name, stream);
    return stream;
  }

  private typeOf(name: string): EventType {
    return this.types.get(name) ?? this.rememberType(this.lastType + 1, name);
  }

  private rememberType(id: number, name: string): EventType {
    const type = { id, name, added: 0 };
    this.types.set(name, type);
    this.lastType = Math.max(this.lastType, id);
    return type;
  }

  private saveCounters(): void {
    for (const { id, name, nextRevision } of this.grown) this.saveStream.run(id, name, nextRevision);
    for (const { id, name, added } of this.types.values()) if (added > 0) this.saveType.run(id, name, added);
    if (this.streams.size > KNOWN_STREAMS) this.streams.clear();
  }

  /** Nothing that the last commit has saved, or failed to save, is counted again. */
  private forgetUnwritten(): void {
    this.grown.clear();
    for (const type of this.types.values()) type.added = 0;
  }
}
