import type { Statement } from '#embedded';
import type { StoredDocument } from '../read-model-store';
import { columnOf, type Field, fieldIn, tableOf } from './tables';

type Value = number | string | null;
type Present = [row: number, position: number, ...Value[]];

/**
 * Puts documents into the table of a collection. Of one that is there only those columns are written that have another value: the engine takes an entry out of
 * an index and puts it in again wherever a column is named, and most documents that change keep most of what they are searched by.
 */
export class DocumentPuts {
  private readonly columns: readonly string[];
  private readonly insertion: Statement;
  private readonly presence: Statement;
  /** By the columns that they write. */
  private readonly updates = new Map<string, Statement>();

  constructor(private readonly collection: string, private readonly fields: readonly Field[], private readonly prepare: (sql: string) => Statement) {
    this.columns = ['due_at', ...fields.map(([name]) => columnOf(name))];
    const all = ['key', 'position', 'document', 'state', ...this.columns];
    this.insertion = prepare(`INSERT INTO ${tableOf(collection)} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`);
    this.presence = prepare(`SELECT rowid, position, ${this.columns.join(', ')} FROM ${tableOf(collection)} WHERE key = ?`);
  }

  /** Guarded: what is there at a higher position stays. */
  put({ key, position, document, state, dueAt }: StoredDocument): void {
    const held = [Number(position), document === null ? null : JSON.stringify(document), state === undefined ? null : JSON.stringify(state)] as const;
    const values: Value[] = [dueAt ?? null];
    for (const [name, type] of this.fields) values.push(fieldIn(type, document, name));
    const present = this.presence.get(key) as Present | undefined;
    if (!present) {
      this.insertion.run(key, ...held, ...values);
      return;
    }
    const [row, itsPosition, ...itsValues] = present;
    if (itsPosition > held[0]) return;
    const changed = values.flatMap((value, index) => (value === itsValues[index] ? [] : [index]));
    this.update(changed).run(...held, ...changed.map((index) => values[index] ?? null), row);
  }

  private update(changed: readonly number[]): Statement {
    const name = changed.join();
    const known = this.updates.get(name);
    if (known) return known;
    const columns = ['position', 'document', 'state', ...changed.flatMap((index) => this.columns[index] ?? [])];
    const statement = this.prepare(`UPDATE ${tableOf(this.collection)} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE rowid = ?`);
    this.updates.set(name, statement);
    return statement;
  }
}
