import type { Connection } from '#embedded';
import { RapportError } from '#kernel';
import { type CollectionSpec, type FieldType, type FieldValue, type JsonObject, valueAt } from '../read-model-store';

export type Field = readonly [name: string, type: FieldType];

const TABLES = `
  CREATE TABLE IF NOT EXISTS collections (id TEXT PRIMARY KEY, fields TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS checkpoints (name TEXT PRIMARY KEY, position INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS leases (name TEXT PRIMARY KEY, owner TEXT, epoch INTEGER NOT NULL, until INTEGER NOT NULL);
`;

/** The tables of `read-models.db`, one a collection, and their indexed columns. */
export class Tables {
  private readonly known = new Map<string, readonly Field[]>();

  constructor(private readonly connection: Connection, readonly: boolean) {
    if (!readonly) connection.exec(TABLES);
  }

  /** What is long comes last in a row, so that what is looked for is found without reading it. */
  ensure({ id, fields }: CollectionSpec): void {
    const table = tableOf(id);
    const columns = Object.entries(fields).map(([name, type]) => `${columnOf(name)} ${type === 'text' || type === 'time' ? 'TEXT' : 'REAL'}`);
    this.connection.exec(`CREATE TABLE IF NOT EXISTS ${table} (${['key TEXT PRIMARY KEY', 'position INTEGER NOT NULL', 'due_at INTEGER', ...columns, 'document TEXT', 'state TEXT'].join(', ')})`);
    this.connection.prepare('INSERT INTO collections VALUES (?, ?) ON CONFLICT (id) DO NOTHING').run(id, JSON.stringify(fields));
  }

  /** Makes the indexes that a collection does not have. */
  index({ id }: CollectionSpec): void {
    const table = tableOf(id);
    this.connection.exec(`CREATE INDEX IF NOT EXISTS ${indexOf(id, 'due_at')} ON ${table} (due_at) WHERE due_at IS NOT NULL`);
    for (const [name] of this.fieldsOf(id)) this.connection.exec(`CREATE INDEX IF NOT EXISTS ${indexOf(id, name)} ON ${table} (${columnOf(name)}, key)`);
  }

  drop(id: string): void {
    this.connection.exec(`DROP TABLE IF EXISTS ${tableOf(id)}`);
    this.connection.prepare('DELETE FROM collections WHERE id = ?').run(id);
    this.known.delete(id);
  }

  all(): CollectionSpec[] {
    const rows = this.connection.prepare('SELECT id, fields FROM collections ORDER BY id').raw().all() as [string, string][];
    return rows.map(([id, fields]) => ({ id, fields: JSON.parse(fields) as Record<string, FieldType> }));
  }

  fieldsOf(id: string): readonly Field[] {
    const known = this.known.get(id);
    if (known) return known;
    const spec = this.all().find((each) => each.id === id);
    if (!spec) throw missing(id);
    const fields = Object.entries(spec.fields);
    this.known.set(id, fields);
    return fields;
  }

  typeOf(id: string, field: string): FieldType {
    const type = this.fieldsOf(id).find(([name]) => name === field)?.[1];
    if (!type) throw new RapportError('RAPPORT_UNKNOWN_FIELD', `${field} is not an indexed field of ${id}`);
    return type;
  }
}

/** What a collection's absence is called, also where it went after its statement was prepared. */
export function missing(collection: string): RapportError {
  return new RapportError('RAPPORT_STORE_UNAVAILABLE', `the read model ${collection} is not in the store`);
}

/** The collection whose table the engine did not find. */
export function missingIn(error: unknown): string | undefined {
  return error instanceof Error ? /^no such table: documents (.+)$/.exec(error.message)?.[1] : undefined;
}

export function tableOf(id: string): string {
  return quoted(`documents ${id}`);
}

export function columnOf(field: string): string {
  return quoted(`f:${field}`);
}

function indexOf(id: string, field: string): string {
  return quoted(`${id} by ${field}`);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function fieldIn(type: FieldType, document: JsonObject | null, name: string): number | string | null {
  return document === null ? null : toColumn(type, valueAt(document, name));
}

export function toColumn(type: FieldType, value: unknown): number | string | null {
  switch (type) {
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'flag':
      return typeof value === 'boolean' ? Number(value) : null;
    case 'text':
    case 'time':
      return typeof value === 'string' ? comparable(value) : null;
  }
}

/** The engine reads text up to U+0000, and half a surrogate pair as U+FFFD: columns hold, and are compared with, U+FFFD for both. Documents keep what they were given. */
function comparable(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '\uFFFD') : text;
}

export function fieldOut(type: FieldType, value: number | string | null): FieldValue | null {
  return type === 'flag' && value !== null ? value === 1 : value;
}
