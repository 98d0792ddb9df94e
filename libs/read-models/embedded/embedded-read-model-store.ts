import { closeDatabase, type Connection, inTransaction, openDatabase, type Statement, storeFault } from '#embedded';
import { type Moment, type Position, RapportError } from '#kernel';
import type { CollectionSpec, Commit, Count, Fence, FieldCount, FieldValue, Find, Found, JsonObject, KeyRange, ReadModelStore, StoredDocument, Write } from '../read-model-store';
import { DocumentPuts } from './document-puts';
import { FindSql } from './find-sql';
import { columnOf, fieldOut, missing, missingIn, tableOf, Tables } from './tables';

export interface EmbeddedStoreOptions {
  readonly file: string;
  readonly readonly?: boolean;
}

type DocumentRow = [key: string, position: number, document: string | null, state: string | null, dueAt: number | null];

/** Read models in one SQLite file: a table a collection, a column and an index an indexed field. */
export class EmbeddedReadModelStore implements ReadModelStore {
  readonly atomic = true;
  private readonly connection: Connection;
  private readonly tables: Tables;
  private readonly statements = new Map<string, Statement>();
  private readonly puts = new Map<string, DocumentPuts>();
  private closed = false;

  constructor(private readonly options: EmbeddedStoreOptions) {
    this.connection = openDatabase(options.file, { durability: 'normal', readonly: options.readonly ?? false, cacheMiB: options.readonly === true ? 8 : 16 });
    this.tables = new Tables(this.connection, options.readonly ?? false);
  }

  ensure(collection: CollectionSpec, { filling = false }: { readonly filling?: boolean } = {}): Promise<void> {
    return this.attempt(() => {
      this.tables.ensure(collection);
      if (!filling) this.tables.index(collection);
    });
  }

  drop(collection: string): Promise<void> {
    return this.attempt(() => {
      for (const [sql] of this.statements) if (sql.includes(tableOf(collection))) this.statements.delete(sql);
      this.puts.delete(collection);
      this.tables.drop(collection);
    });
  }

  collections(): Promise<CollectionSpec[]> {
    return this.attempt(() => this.tables.all());
  }

  commit({ writes = [], checkpoints = {}, settings = {}, fence }: Commit): Promise<void> {
    return this.attempt(() => {
      inTransaction(this.connection, () => {
        if (fence) this.checkFence(fence);
        for (const write of writes) this.write(write);
        for (const [name, position] of Object.entries(checkpoints)) this.prepare('INSERT INTO checkpoints VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET position = excluded.position').run(name, Number(position));
        for (const [name, value] of Object.entries(settings)) {
          if (value === null) this.prepare('DELETE FROM settings WHERE name = ?').run(name);
          else this.prepare('INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(name, JSON.stringify(value));
        }
      });
    });
  }

  get(collection: string, keys: readonly string[]): Promise<Map<string, StoredDocument>> {
    return this.attempt(() => {
      const statement = this.prepare(`SELECT key, position, document, state, due_at FROM ${tableOf(collection)} WHERE key = ?`);
      const found = new Map<string, StoredDocument>();
      for (const key of keys) {
        const row = statement.get(key) as DocumentRow | undefined;
        if (row) found.set(key, documentOf(row));
      }
      return found;
    });
  }

  scan(collection: string, after: string | undefined, limit: number): Promise<StoredDocument[]> {
    return this.attempt(() => (this.prepare(`SELECT key, position, document, state, due_at FROM ${tableOf(collection)} WHERE key > ? ORDER BY key LIMIT ?`).all(after ?? '', limit) as DocumentRow[]).map(documentOf));
  }

  lastKey(collection: string): Promise<string | undefined> {
    return this.attempt(() => (this.prepare(`SELECT max(key) FROM ${tableOf(collection)}`).get() as [string | null])[0] ?? undefined);
  }

  find(query: Find): Promise<Found> {
    return this.attempt(() => new FindSql(query, this.tables, (sql) => this.prepare(sql)).run());
  }

  count({ from, by, where = [] }: Count): Promise<FieldCount[]> {
    return this.attempt(() => {
      const type = this.tables.typeOf(from, by);
      const { joins, conditions, values } = FindSql.filters(from, where, this.tables);
      const column = `t0.${columnOf(by)}`;
      const rows = this.prepare(`SELECT ${column}, count(*) FROM ${tableOf(from)} t0 ${joins} WHERE ${['t0.document IS NOT NULL', ...conditions].join(' AND ')} GROUP BY ${column} ORDER BY count(*) DESC, ${column}`).all(...values) as [number | string | null, number][];
      return rows.map(([value, count]) => ({ value: fieldOut(type, value), count }));
    });
  }

  size(collection: string): Promise<number> {
    return this.attempt(() => (this.prepare(`SELECT count(*) FROM ${tableOf(collection)} WHERE document IS NOT NULL`).get() as [number])[0]);
  }

  ranks(collection: string, field: string, ranks: readonly number[]): Promise<(FieldValue | null)[]> {
    return this.attempt(() => {
      const type = this.tables.typeOf(collection, field);
      const column = columnOf(field);
      const at = this.prepare(`SELECT ${column} FROM ${tableOf(collection)} WHERE ${column} IS NOT NULL ORDER BY ${column}, key LIMIT 1 OFFSET ?`);
      return ranks.map((rank) => fieldOut(type, (at.get(rank) as [number | string] | undefined)?.[0] ?? null));
    });
  }

  ranked(collection: string, field: string): Promise<number> {
    return this.attempt(() => {
      this.tables.typeOf(collection, field);
      return (this.prepare(`SELECT count(${columnOf(field)}) FROM ${tableOf(collection)}`).get() as [number])[0];
    });
  }

  due(collection: string, now: Moment, limit: number, range: KeyRange = {}): Promise<string[]> {
    return this.attempt(() => {
      const { condition, values } = within(range);
      return (this.prepare(`SELECT key FROM ${tableOf(collection)} WHERE due_at <= ?${condition} ORDER BY due_at LIMIT ?`).all(now, ...values, limit) as [string][]).map(([key]) => key);
    });
  }

  nextDue(collection: string, range: KeyRange = {}): Promise<Moment | undefined> {
    return this.attempt(() => {
      const { condition, values } = within(range);
      return (this.prepare(`SELECT due_at FROM ${tableOf(collection)} WHERE due_at IS NOT NULL${condition} ORDER BY due_at LIMIT 1`).get(...values) as [number] | undefined)?.[0];
    });
  }

  checkpoint(name: string): Promise<Position | undefined> {
    return this.attempt(() => {
      const row = this.prepare('SELECT position FROM checkpoints WHERE name = ?').get(name) as [number] | undefined;
      return row && BigInt(row[0]);
    });
  }

  setting<Value extends JsonObject>(name: string): Promise<Value | undefined> {
    return this.attempt(() => {
      const row = this.prepare('SELECT value FROM settings WHERE name = ?').get(name) as [string] | undefined;
      return row && (JSON.parse(row[0]) as Value);
    });
  }

  settings(prefix: string): Promise<Map<string, JsonObject>> {
    return this.attempt(() => new Map((this.prepare('SELECT name, value FROM settings WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name').all(prefix) as [string, string][]).map(([name, value]) => [name, JSON.parse(value) as JsonObject])));
  }

  acquire(lease: string, owner: string, ttl: number): Promise<number | undefined> {
    return this.attempt(() => {
      const now = Date.now();
      const sql = `INSERT INTO leases (name, owner, epoch, until) VALUES (?, ?, 1, ?) ON CONFLICT (name) DO UPDATE SET
        epoch = CASE WHEN owner IS excluded.owner AND until > ? THEN epoch ELSE epoch + 1 END, owner = excluded.owner, until = excluded.until
        WHERE owner IS NULL OR owner = excluded.owner OR until <= ?`;
      const { changes } = this.prepare(sql).run(lease, owner, now + ttl, now, now);
      return changes === 0 ? undefined : (this.prepare('SELECT epoch FROM leases WHERE name = ?').get(lease) as [number])[0];
    });
  }

  release(lease: string, owner: string): Promise<void> {
    return this.attempt(() => {
      this.prepare('UPDATE leases SET owner = NULL, until = 0 WHERE name = ? AND owner = ?').run(lease, owner);
    });
  }

  leases(prefix: string): Promise<Map<string, string>> {
    return this.attempt(() => new Map(this.prepare('SELECT name, owner FROM leases WHERE substr(name, 1, length(?1)) = ?1 AND owner IS NOT NULL AND until > ?2 ORDER BY name').all(prefix, Date.now()) as [string, string][]));
  }

  health(): Promise<{ engine: string; ok: boolean; reason?: string }> {
    return this.attempt(() => this.prepare('SELECT 1').get()).then(
      () => ({ engine: 'embedded', ok: true }),
      (error: unknown) => ({ engine: 'embedded', ok: false, reason: error instanceof Error ? error.message : String(error) }),
    );
  }

  /** Gives back the memory of pages that are kept at hand. */
  shrink(): void {
    if (!this.closed) this.connection.exec('PRAGMA shrink_memory');
  }

  close(): Promise<void> {
    this.closed = true;
    if (this.options.readonly === true) this.connection.close();
    else closeDatabase(this.connection);
    return Promise.resolve();
  }

  private checkFence({ lease, epoch }: Fence): void {
    const row = this.prepare('SELECT epoch FROM leases WHERE name = ?').get(lease) as [number] | undefined;
    if (row?.[0] !== epoch) throw new RapportError('RAPPORT_FENCED', `${lease} has another owner by now`);
  }

  private write({ collection, put = [], remove = [] }: Write): void {
    for (const each of put) this.putsInto(collection).put(each);
    if (remove.length === 0) return;
    const removal = this.prepare(`DELETE FROM ${tableOf(collection)} WHERE key = ?`);
    for (const key of remove) removal.run(key);
  }

  private putsInto(collection: string): DocumentPuts {
    const known = this.puts.get(collection);
    if (known) return known;
    const puts = new DocumentPuts(collection, this.tables.fieldsOf(collection), (sql) => this.prepare(sql));
    this.puts.set(collection, puts);
    return puts;
  }

  private prepare(sql: string): Statement {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = /^\s*(SELECT|WITH)/.test(sql) ? this.connection.prepare(sql).raw() : this.connection.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }

  private attempt<Result>(work: () => Result): Promise<Result> {
    return new Promise((done, fail) => {
      try {
        if (this.closed) throw new RapportError('RAPPORT_SHUTTING_DOWN', 'the read-model store is closed');
        done(work());
      } catch (error) {
        const gone = missingIn(error);
        fail(gone === undefined ? storeFault(error, this.options.file) : missing(gone));
      }
    });
  }
}

function within({ from, below }: KeyRange): { condition: string; values: string[] } {
  return {
    condition: `${from === undefined ? '' : ' AND key >= ?'}${below === undefined ? '' : ' AND key < ?'}`,
    values: [from, below].filter((bound) => bound !== undefined),
  };
}

function documentOf([key, position, document, state, dueAt]: DocumentRow): StoredDocument {
  return { key, position: BigInt(position), document: document === null ? null : (JSON.parse(document) as JsonObject), state: state === null ? undefined : (JSON.parse(state) as unknown), dueAt: dueAt ?? undefined };
}
