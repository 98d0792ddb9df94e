import { type Connection, inTransaction, type Statement, storeFault } from '#embedded';
import { type Clock, RapportError } from '#kernel';
import type { AppendOptions } from '../event-log';
import type { EncodedEvent } from '../codec';
import { openLog } from './schema';

/** One call's worth of events, as it crosses threads. */
export interface AppendRequest {
  readonly events: readonly EncodedEvent[];
  readonly expectedRevision: AppendOptions['expectedRevision'];
}

/** `position` of each event in order; negative for a duplicate, with whether its content differs in `differs`. */
export interface AppendReply {
  readonly positions: readonly number[];
  readonly differs: readonly number[];
  readonly error?: RapportError;
}

interface Stream {
  readonly id: number;
  nextRevision: number;
  changed: boolean;
}

interface EventType {
  readonly id: number;
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
  private readonly insertStream: Statement;
  private readonly saveStream: Statement;
  private readonly insertType: Statement;
  private readonly countType: Statement;
  private readonly streams = new Map<string, Stream>();
  private readonly types = new Map<string, EventType>();
  private lastPosition: number;
  private lastRecordedAt: number;

  constructor(private readonly file: string, private readonly clock: Clock) {
    try {
      this.connection = openLog(file);
    } catch (error) {
      throw storeFault(error, file);
    }
    this.insert = this.connection.prepare('INSERT INTO events (position, id, type, stream, revision, occurred_at, recorded_at, identities, data, meta) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING');
    this.findId = this.connection.prepare('SELECT position, t.name AS type, identities, data FROM events e JOIN types t ON t.id = e.type WHERE e.id = ?');
    this.findStream = this.connection.prepare('SELECT id, next_revision FROM streams WHERE name = ?');
    this.insertStream = this.connection.prepare('INSERT INTO streams (name, next_revision) VALUES (?, 0)');
    this.saveStream = this.connection.prepare('UPDATE streams SET next_revision = ? WHERE id = ?');
    this.insertType = this.connection.prepare('INSERT INTO types (name) VALUES (?)');
    this.countType = this.connection.prepare('UPDATE types SET events = events + ? WHERE id = ?');
    const last = this.connection.prepare('SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1').get() as { position: number; recorded_at: number } | undefined;
    this.lastPosition = last?.position ?? 0;
    this.lastRecordedAt = last?.recorded_at ?? 0;
    this.loadTypes();
  }

  get head(): number {
    return this.lastPosition;
  }

  /** Commits all requests at once. One refused by its expectation fails alone; a fault of the engine fails all, with nothing written. */
  append(requests: readonly AppendRequest[]): AppendReply[] {
    const { lastPosition, lastRecordedAt } = this;
    try {
      return inTransaction(this.connection, () => {
        const recordedAt = (this.lastRecordedAt = Math.max(this.lastRecordedAt, this.clock.now()));
        const replies = requests.map((request) => this.appendOne(request, recordedAt));
        this.saveCounters();
        return replies;
      });
    } catch (error) {
      this.lastPosition = lastPosition;
      this.lastRecordedAt = lastRecordedAt;
      this.streams.clear();
      this.loadTypes();
      throw storeFault(error, this.file);
    }
  }

  close(): void {
    this.connection.close();
  }

  private appendOne(request: AppendRequest, recordedAt: number): AppendReply {
    const refusal = this.refusalOf(request);
    if (refusal) return { positions: [], differs: [], error: refusal };
    const positions: number[] = [];
    const differs: number[] = [];
    for (const event of request.events) {
      const stream = this.streamOf(event.stream);
      const type = this.typeOf(event.type);
      const position = this.lastPosition + 1;
      const { changes } = this.insert.run(position, event.id, type.id, stream.id, stream.nextRevision, event.occurredAt, recordedAt, event.identities, event.data, event.meta);
      if (changes === 1) {
        this.lastPosition = position;
        stream.nextRevision += 1;
        stream.changed = true;
        type.added += 1;
        positions.push(position);
      } else {
        const known = this.findId.get(event.id) as { position: number; type: string; identities: string; data: string };
        if (known.type !== event.type || known.identities !== event.identities || known.data !== event.data) differs.push(positions.length);
        positions.push(-known.position);
      }
    }
    return { positions, differs };
  }

  private refusalOf({ events, expectedRevision = 'any' }: AppendRequest): RapportError | undefined {
    const [first] = events;
    if (expectedRevision === 'any' || !first) return undefined;
    if (events.every((event) => this.findId.get(event.id) !== undefined)) return undefined;
    const last = this.streamOf(first.stream).nextRevision - 1;
    const expected = expectedRevision === 'none' ? -1 : expectedRevision;
    if (events.every((event) => event.stream === first.stream) && last === expected) return undefined;
    return new RapportError('RAPPORT_WRONG_EXPECTED_REVISION', `the stream's last revision is ${String(last)}, not ${String(expected)}`, { extra: { revision: last } });
  }

  private streamOf(name: string): Stream {
    const known = this.streams.get(name);
    if (known) return known;
    const row = this.findStream.get(name) as { id: number; next_revision: number } | undefined;
    const stream = { id: row?.id ?? Number(this.insertStream.run(name).lastInsertRowid), nextRevision: row?.next_revision ?? 0, changed: false };
    this.streams.set(name, stream);
    return stream;
  }

  private typeOf(name: string): EventType {
    const known = this.types.get(name);
    if (known) return known;
    const type = { id: Number(this.insertType.run(name).lastInsertRowid), added: 0 };
    this.types.set(name, type);
    return type;
  }

  private saveCounters(): void {
    for (const stream of this.streams.values()) {
      if (!stream.changed) continue;
      this.saveStream.run(stream.nextRevision, stream.id);
      stream.changed = false;
    }
    for (const type of this.types.values()) {
      if (type.added > 0) this.countType.run(type.added, type.id);
      type.added = 0;
    }
    if (this.streams.size > KNOWN_STREAMS) this.streams.clear();
  }

  private loadTypes(): void {
    this.types.clear();
    for (const row of this.connection.prepare('SELECT id, name FROM types').all() as { id: number; name: string }[]) this.types.set(row.name, { id: row.id, added: 0 });
  }
}
