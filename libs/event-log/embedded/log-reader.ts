import { type Connection, openDatabase, type Statement } from '#embedded';
import { type Moment, type Position, START } from '#kernel';
import type { RecordedEvent } from '#touchpoints';
import type { EventCodec } from '../codec';
import { compareHistory, type ReadAll, type ReadHistory, type ReadStream } from '../event-log';
import { historySql, safe, UNLIMITED } from '../history-sql';

type Row = [position: number, id: string, type: number, stream: number, revision: number, occurredAt: number, recordedAt: number, identities: string, data: string, meta: string];

const COLUMNS = 'position, id, type, stream, revision, occurred_at, recorded_at, identities, data, meta';
/** The most stream names kept in memory. */
const KNOWN_STREAMS = 50_000;

/** All reads of `events.db`, on one connection of its own; any number of readers, on any thread. */
export class LogReader {
  private readonly connection: Connection;
  private readonly statements = new Map<string, Statement>();
  private readonly streamNames = new Map<number, string>();
  private readonly streamIds = new Map<string, number>();
  private readonly typeNames = new Map<number, string>();
  private readonly knownTypes = new Map<string, number>();

  constructor(file: string, private readonly codec: EventCodec) {
    this.connection = openDatabase(file, { readonly: true, cacheMiB: 8 });
  }

  head(): Position {
    return BigInt((this.prepare('SELECT max(position) FROM events').get() as [number | null])[0] ?? 0);
  }

  /** By bisection: recordedAt never goes back along positions. */
  positionAt(recordedAt: Moment): Position {
    const at = this.prepare('SELECT position, recorded_at FROM events WHERE position <= ? ORDER BY position DESC LIMIT 1');
    let low = 0;
    let high = Number(this.head());
    while (low < high) {
      const middle = Math.floor((low + high + 1) / 2);
      const [position, time] = (at.get(middle) as [number, number] | undefined) ?? [0, -Infinity];
      if (time <= recordedAt) low = middle;
      else high = position - 1;
    }
    return BigInt(Math.max(low, 0));
  }

  event(position: Position): RecordedEvent | undefined {
    const row = position > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : (this.prepare(`SELECT ${COLUMNS} FROM events WHERE position = ?`).get(Number(position)) as Row | undefined);
    return row && this.decode(row);
  }

  readAll({ after, upTo, types, direction = 'forwards', limit }: ReadAll): RecordedEvent[] {
    const forwards = direction === 'forwards';
    const low = forwards ? (after ?? START) : START;
    const high = forwards || after === undefined ? upTo : earlierPosition(upTo ?? after, after - 1n);
    const ids = types && this.typeIds(types);
    if (ids?.length === 0) return [];
    const filter = ids ? `AND type IN (${ids.map(String).join(',')})` : '';
    const rows = this.prepare(`SELECT ${COLUMNS} FROM events WHERE position > ? AND position <= ? ${filter} ORDER BY position ${forwards ? 'ASC' : 'DESC'} LIMIT ?`).all(safe(low), safe(high ?? BigInt(Number.MAX_SAFE_INTEGER)), limit) as Row[];
    return rows.map((row) => this.decode(row));
  }

  readStream(stream: string, { from, direction = 'forwards', limit }: ReadStream): RecordedEvent[] | undefined {
    const id = this.streamId(stream);
    if (id === undefined) return undefined;
    const forwards = direction === 'forwards';
    const rows = this.prepare(`SELECT ${COLUMNS} FROM events INDEXED BY events_by_stream WHERE stream = ? AND revision ${forwards ? '>=' : '<='} ? ORDER BY revision ${forwards ? 'ASC' : 'DESC'} LIMIT ?`).all(id, from ?? (forwards ? 0 : UNLIMITED), limit) as Row[];
    return rows.map((row) => this.decode(row));
  }

  readHistory(query: ReadHistory): RecordedEvent[] {
    const parts = [...new Set(query.streams)].map((stream) => this.historyOf(stream, query)).filter((part) => part.length > 0);
    if (parts.length <= 1) return parts[0] ?? [];
    const sign = query.direction === 'backwards' ? -1 : 1;
    const merged = parts.flat().sort((a, b) => sign * compareHistory(a, b));
    return query.limit === undefined ? merged : merged.slice(0, query.limit);
  }

  countsByType(): Map<string, number> {
    return new Map(this.prepare('SELECT name, events FROM types').all() as [string, number][]);
  }

  shrink(): void {
    this.connection.exec('PRAGMA shrink_memory');
  }

  close(): void {
    this.connection.close();
  }

  private historyOf(stream: string, query: ReadHistory): RecordedEvent[] {
    const typeIds = query.types && this.typeIds(query.types);
    if (typeIds?.length === 0) return [];
    const { where, order, values } = historySql(query, typeIds);
    const rows = this.prepare(`SELECT ${COLUMNS} FROM events INDEXED BY events_by_stream WHERE stream = (SELECT id FROM streams WHERE name = ?)${where} ORDER BY ${order} LIMIT ?`).all(stream, ...values, query.limit ?? UNLIMITED) as Row[];
    return rows.map((row) => this.decode(row, stream));
  }

  private decode([position, id, type, streamId, revision, occurredAt, recordedAt, identities, data, meta]: Row, stream = this.streamName(streamId)): RecordedEvent {
    return this.codec.decode({ position: BigInt(position), id, type: this.typeName(type), stream, revision, occurredAt, recordedAt, identities, data, meta });
  }

  private typeName(id: number): string {
    if (!this.typeNames.has(id)) this.loadTypes();
    return this.typeNames.get(id) ?? '';
  }

  private typeIds(names: readonly string[]): number[] {
    if (names.some((name) => !this.knownTypes.has(name))) this.loadTypes();
    return names.flatMap((name) => this.knownTypes.get(name) ?? []);
  }

  private loadTypes(): void {
    for (const [id, name] of this.prepare('SELECT id, name FROM types').all() as [number, string][]) {
      this.typeNames.set(id, name);
      this.knownTypes.set(name, id);
    }
  }

  private streamName(id: number): string {
    const known = this.streamNames.get(id);
    if (known !== undefined) return known;
    const [name] = this.prepare('SELECT name FROM streams WHERE id = ?').get(id) as [string];
    this.keep(id, name);
    return name;
  }

  private streamId(name: string): number | undefined {
    const known = this.streamIds.get(name);
    if (known !== undefined) return known;
    const row = this.prepare('SELECT id FROM streams WHERE name = ?').get(name) as [number] | undefined;
    if (row) this.keep(row[0], name);
    return row?.[0];
  }

  private keep(id: number, name: string): void {
    if (this.streamNames.size >= KNOWN_STREAMS) {
      this.streamNames.clear();
      this.streamIds.clear();
    }
    this.streamNames.set(id, name);
    this.streamIds.set(name, id);
  }

  private prepare(sql: string): Statement {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.connection.prepare(sql).raw();
    this.statements.set(sql, statement);
    return statement;
  }
}

function earlierPosition(a: Position, b: Position): Position {
  return a < b ? a : b;
}
