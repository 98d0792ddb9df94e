import { type Connection, inTransaction, type Statement } from '#embedded';
import type { Moment } from '#kernel';
import type { LogPosition } from '../wire/messages';
import { keyBytes } from './event-key';
import { type IndexEntry, isTombstone, type OwnEntry } from './index-entry';

interface Stream {
  readonly id: number;
  readonly name: string;
  nextRevision: number;
  nextAtServer: number;
}

interface EventType {
  readonly id: number;
  readonly name: string;
  added: number;
}

/** The most streams whose next revision is kept in memory. */
const KNOWN_STREAMS = 50_000;

/**
 * Folds the log of the namespace into the index, in its order: what stands in the index is a function of a prefix of the log alone, and so the same in
 * every process. Of two events with one id the first counts; the later one is a shadow, which gets no row.
 */
export class IndexWriter {
  private readonly statements: Readonly<Record<'insert' | 'findStream' | 'saveStream' | 'saveType' | 'saveCheckpoint', Statement>>;
  private readonly streams = new Map<string, Stream>();
  private readonly grown = new Set<Stream>();
  private readonly types = new Map<string, EventType>();
  private lastStream: number;
  private lastType = 0;
  private lastRecordedAt: Moment;
  private lastPosition: number;
  private reached: LogPosition | undefined;

  constructor(private readonly connection: Connection) {
    this.statements = {
      insert: connection.prepare('INSERT INTO events (position, key, type, stream, revision, at_server, occurred_at, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING'),
      findStream: connection.prepare('SELECT id, next_revision, next_at_server FROM streams WHERE name = ?'),
      saveStream: connection.prepare('INSERT INTO streams (id, name, next_revision, next_at_server) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET next_revision = excluded.next_revision, next_at_server = excluded.next_at_server'),
      saveType: connection.prepare('INSERT INTO types (id, name, events) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET events = events + excluded.events'),
      saveCheckpoint: connection.prepare("INSERT INTO about (name, value) VALUES ('checkpoint', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
    };
    const last = connection.prepare('SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1').get() as { position: number; recorded_at: number } | undefined;
    this.lastPosition = last?.position ?? 0;
    this.lastRecordedAt = last?.recorded_at ?? -Infinity;
    this.lastStream = (connection.prepare('SELECT max(id) AS id FROM streams').get() as { id: number | null }).id ?? 0;
    for (const { id, name } of connection.prepare('SELECT id, name FROM types').all() as { id: number; name: string }[]) this.rememberType(id, name);
    const checkpoint = connection.prepare("SELECT value FROM about WHERE name = 'checkpoint'").get() as { value: string } | undefined;
    this.reached = checkpoint && (JSON.parse(checkpoint.value) as LogPosition);
  }

  /** The last event's; 0 where there is none. */
  get head(): number {
    return this.lastPosition;
  }

  /** Everything up to here has been folded; undefined at the very beginning. */
  get checkpoint(): LogPosition | undefined {
    return this.reached;
  }

  /** Folds entries that follow each other, and with them that everything up to the checkpoint was seen, in one transaction. */
  fold(entries: readonly IndexEntry[], checkpoint: LogPosition): void {
    const { lastPosition, lastRecordedAt } = this;
    this.grown.clear();
    for (const type of this.types.values()) type.added = 0;
    try {
      inTransaction(this.connection, () => {
        for (const entry of entries) this.foldOne(entry);
        this.saveCounters();
        this.statements.saveCheckpoint.run(JSON.stringify(checkpoint));
      });
    } catch (error) {
      this.lastPosition = lastPosition;
      this.lastRecordedAt = lastRecordedAt;
      this.streams.clear();
      throw error;
    }
    this.reached = checkpoint;
    if (this.streams.size > KNOWN_STREAMS) this.streams.clear();
  }

  private foldOne(entry: IndexEntry): void {
    if (isTombstone(entry)) return;
    const { position, stream: name, atServer, own } = entry;
    const stream = this.streamOf(name);
    stream.nextAtServer = atServer + 1;
    this.grown.add(stream);
    if (own) this.foldOwn(position, stream, atServer, own);
  }

  private foldOwn(position: number, stream: Stream, atServer: number, { key, type: typeName, occurredAt, recordedAt }: OwnEntry): void {
    const type = this.typeOf(typeName);
    const time = Math.max(this.lastRecordedAt, recordedAt);
    const { changes } = this.statements.insert.run(position, keyBytes(key), type.id, stream.id, stream.nextRevision, atServer, occurredAt, time);
    if (changes === 0) return;
    this.lastPosition = position;
    this.lastRecordedAt = time;
    stream.nextRevision += 1;
    type.added += 1;
  }

  private streamOf(name: string): Stream {
    const known = this.streams.get(name);
    if (known) return known;
    const row = this.statements.findStream.get(name) as { id: number; next_revision: number; next_at_server: number } | undefined;
    const stream = { id: row?.id ?? ++this.lastStream, name, nextRevision: row?.next_revision ?? 0, nextAtServer: row?.next_at_server ?? 0 };
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
    const { saveStream, saveType } = this.statements;
    for (const { id, name, nextRevision, nextAtServer } of this.grown) saveStream.run(id, name, nextRevision, nextAtServer);
    for (const { id, name, added } of this.types.values()) if (added > 0) saveType.run(id, name, added);
  }
}
