import type { Connection, Statement } from '#embedded';
import { type Moment, type Position, START } from '#kernel';
import { compareHistory, type ReadAll, type ReadHistory } from '../../event-log';
import { historySql, safe, UNLIMITED } from '../../history-sql';
import { type IndexRow, NO_STREAM, type StreamState } from './index-entry';
import { keyBytes, keyText } from './event-key';
import { Names } from './names';

type Row = [position: number, type: number, stream: number, revision: number, atServer: number, occurredAt: number, recordedAt: number];

const COLUMNS = 'position, type, stream, revision, at_server, occurred_at, recorded_at';
/** How many ids or names are looked up by one statement: a call of the driver costs more than a look-up. */
const AT_ONCE = [500, 100, 20, 5, 1] as const;

/** All that is asked of the index. */
export class IndexReader {
  private readonly statements = new Map<string, Statement>();
  private readonly streams: Names;
  private readonly types: Names;

  constructor(private readonly connection: Connection) {
    this.streams = new Names(connection, 'streams');
    this.types = new Names(connection, 'types');
  }

  /** By the events' ids at the server; those that are there. */
  find(keys: readonly string[]): Map<string, IndexRow> {
    const found = new Map<string, IndexRow>();
    for (const chunk of chunksOf(keys)) {
      const rows = this.prepare(`SELECT ${COLUMNS}, key FROM events WHERE key IN (${chunk.map(() => '?').join()})`).all(chunk.map(keyBytes)) as [...Row, Buffer][];
      for (const [position, type, stream, revision, atServer, occurredAt, recordedAt, key] of rows) found.set(keyText(key), this.row([position, type, stream, revision, atServer, occurredAt, recordedAt]));
    }
    return found;
  }

  event(position: Position): IndexRow | undefined {
    return position > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : this.one(`SELECT ${COLUMNS} FROM events WHERE position = ?`, Number(position));
  }

  /** The last event, with its id at the server. */
  last(): { readonly position: number; readonly key: string } | undefined {
    const row = this.prepare('SELECT position, lower(hex(key)) FROM events ORDER BY position DESC LIMIT 1').get() as [number, string] | undefined;
    return row && { position: row[0], key: row[1] };
  }

  stream(name: string): StreamState {
    const row = this.prepare('SELECT next_revision, next_at_server FROM streams WHERE name = ?').get(name) as [number, number] | undefined;
    return row ? { nextRevision: row[0], nextAtServer: row[1] } : NO_STREAM;
  }

  /** The next revisions that the server counts, of those streams that are there. */
  tails(names: readonly string[]): Map<string, number> {
    const rows = chunksOf(names).flatMap((chunk) => this.prepare(`SELECT name, next_at_server FROM streams WHERE name IN (${chunk.map(() => '?').join()})`).all(chunk) as [string, number][]);
    return new Map(rows);
  }

  /** By bisection: recordedAt never goes back along positions. */
  positionAt(recordedAt: Moment): Position {
    const at = this.prepare('SELECT position, recorded_at FROM events WHERE position <= ? ORDER BY position DESC LIMIT 1');
    let low = 0;
    let high = this.last()?.position ?? 0;
    while (low < high) {
      const middle = Math.floor((low + high + 1) / 2);
      const [position, time] = (at.get(middle) as [number, number] | undefined) ?? [0, -Infinity];
      if (time <= recordedAt) low = middle;
      else high = position - 1;
    }
    const [position] = (at.get(low) as [number, number] | undefined) ?? [0];
    return BigInt(position);
  }

  all({ after, upTo, types, direction = 'forwards', limit }: ReadAll): IndexRow[] {
    const forwards = direction === 'forwards';
    const low = forwards ? (after ?? START) : START;
    const high = forwards || after === undefined ? upTo : earlier(upTo ?? after, after - 1n);
    const ids = types && this.typeIds(types);
    if (ids?.length === 0) return [];
    const filter = ids ? `AND type IN (${ids.map(String).join(',')})` : '';
    return this.many(`SELECT ${COLUMNS} FROM events WHERE position > ? AND position <= ? ${filter} ORDER BY position ${forwards ? 'ASC' : 'DESC'} LIMIT ?`, safe(low), safe(high ?? BigInt(Number.MAX_SAFE_INTEGER)), limit);
  }

  /** Of one stream, by our revisions. */
  ofStream(name: string, from: number, direction: 'forwards' | 'backwards', limit: number): IndexRow[] {
    const id = this.streams.idOf(name);
    if (id === undefined) return [];
    const forwards = direction === 'forwards';
    return this.many(`SELECT ${COLUMNS} FROM events INDEXED BY events_by_stream WHERE stream = ? AND revision ${forwards ? '>=' : '<='} ? ORDER BY revision ${forwards ? 'ASC' : 'DESC'} LIMIT ?`, id, from, limit);
  }

  history(query: ReadHistory): IndexRow[] {
    const parts = [...new Set(query.streams)].map((stream) => this.historyOf(stream, query)).filter((part) => part.length > 0);
    if (parts.length <= 1) return parts[0] ?? [];
    const sign = query.direction === 'backwards' ? -1 : 1;
    const merged = parts.flat().sort((a, b) => sign * compareHistory(keyOf(a), keyOf(b)));
    return query.limit === undefined ? merged : merged.slice(0, query.limit);
  }

  countsByType(): Map<string, number> {
    return new Map(this.prepare('SELECT name, events FROM types WHERE events > 0').all() as [string, number][]);
  }

  private historyOf(stream: string, query: ReadHistory): IndexRow[] {
    const id = this.streams.idOf(stream);
    const typeIds = query.types && this.typeIds(query.types);
    if (id === undefined || typeIds?.length === 0) return [];
    const { where, order, values } = historySql(query, typeIds);
    return this.many(`SELECT ${COLUMNS} FROM events INDEXED BY events_by_stream WHERE stream = ?${where} ORDER BY ${order} LIMIT ?`, id, ...values, query.limit ?? UNLIMITED);
  }

  private typeIds(names: readonly string[]): number[] {
    return names.flatMap((name) => this.types.idOf(name) ?? []);
  }

  private one(sql: string, value: number | Buffer): IndexRow | undefined {
    // In a list: the driver takes a lone object for names and their values.
    const row = this.prepare(sql).get([value]) as Row | undefined;
    return row && this.row(row);
  }

  private many(sql: string, ...values: number[]): IndexRow[] {
    return (this.prepare(sql).all(...values) as Row[]).map((row) => this.row(row));
  }

  private row([position, type, stream, revision, atServer, occurredAt, recordedAt]: Row): IndexRow {
    return { position, type: this.types.nameOf(type), stream: this.streams.nameOf(stream), revision, atServer, occurredAt, recordedAt };
  }

  private prepare(sql: string): Statement {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.connection.prepare(sql).raw();
    this.statements.set(sql, statement);
    return statement;
  }
}

/** In sizes for each of which there is one statement. */
function chunksOf(values: readonly string[]): string[][] {
  const chunks: string[][] = [];
  for (let from = 0; from < values.length; from += chunks.at(-1)?.length ?? 1) {
    const size = AT_ONCE.find((each) => each <= values.length - from) ?? 1;
    chunks.push(values.slice(from, from + size));
  }
  return chunks;
}

function keyOf({ occurredAt, position }: IndexRow): { readonly occurredAt: Moment; readonly position: Position } {
  return { occurredAt, position: BigInt(position) };
}

function earlier(a: Position, b: Position): Position {
  return a < b ? a : b;
}
