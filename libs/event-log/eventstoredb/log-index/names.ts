import type { Connection, Statement } from '#embedded';

/** The most names kept in memory. */
const KNOWN = 50_000;

/** Names of one table and the small numbers that stand for them. */
export class Names {
  private readonly numbers = new Map<string, number>();
  private readonly texts = new Map<number, string>();
  private readonly byName: Statement;
  private readonly byId: Statement;

  constructor(connection: Connection, table: 'streams' | 'types') {
    this.byName = connection.prepare(`SELECT id FROM ${table} WHERE name = ?`).raw();
    this.byId = connection.prepare(`SELECT name FROM ${table} WHERE id = ?`).raw();
  }

  idOf(name: string): number | undefined {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const row = this.byName.get(name) as [number] | undefined;
    if (row) this.keep(row[0], name);
    return row?.[0];
  }

  nameOf(id: number): string {
    const known = this.texts.get(id);
    if (known !== undefined) return known;
    const [name] = this.byId.get(id) as [string];
    this.keep(id, name);
    return name;
  }

  private keep(id: number, name: string): void {
    if (this.numbers.size >= KNOWN) this.clear();
    this.numbers.set(name, id);
    this.texts.set(id, name);
  }

  clear(): void {
    this.numbers.clear();
    this.texts.clear();
  }
}
