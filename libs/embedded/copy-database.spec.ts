import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDatabase, copyDatabase } from './copy-database';
import { closeDatabase, inTransaction, openDatabase } from './open-database';

let folder: string;
const path = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapport-embedded-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function rows(file: string): number {
  const connection = openDatabase(file, { readonly: true });
  const [count] = connection.prepare('SELECT count(*) FROM notes').raw().get() as [number];
  connection.close();
  return count;
}

describe('a copy of a database file', () => {
  it('is whole while somebody writes, and holds nothing of what is not committed', () => {
    const writer = openDatabase(path('a.db'));
    writer.exec('CREATE TABLE notes (text TEXT)');
    inTransaction(writer, () => { for (let i = 0; i < 1_000; i++) writer.prepare('INSERT INTO notes VALUES (?)').run(`note ${i}`); });
    writer.exec('BEGIN IMMEDIATE; INSERT INTO notes VALUES (\'not yet\')');
    copyDatabase(path('a.db'), path('b.db'));
    writer.exec('ROLLBACK');
    closeDatabase(writer);
    expect(rows(path('b.db'))).toBe(1_000);
    expect(checkDatabase(path('b.db'))).toEqual([]);
  });

  it('is refused for a file that is not there, and leaves none behind', () => {
    expect(() => { copyDatabase(path('none.db'), path('b.db')); }).toThrow(/none\.db/);
    expect(() => readFileSync(path('none.db'))).toThrow();
  });

  it('does not overwrite', () => {
    closeDatabase(openDatabase(path('a.db')));
    writeFileSync(path('b.db'), 'something');
    expect(() => { copyDatabase(path('a.db'), path('b.db')); }).toThrow();
    expect(readFileSync(path('b.db'), 'utf8')).toBe('something');
  });
});

describe('a check of a database file', () => {
  it('finds what is not of this product, or damaged', () => {
    writeFileSync(path('a.db'), 'no database at all, but long enough to be looked at as if it were one'.repeat(50));
    expect(() => checkDatabase(path('a.db'))).toThrow(/damaged or not of this product/);
    const whole = openDatabase(path('b.db'));
    whole.exec('CREATE TABLE notes (text TEXT); CREATE INDEX by_text ON notes (text)');
    inTransaction(whole, () => { for (let i = 0; i < 5_000; i++) whole.prepare('INSERT INTO notes VALUES (?)').run(`note ${i}`); });
    whole.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    closeDatabase(whole);
    const bytes = readFileSync(path('b.db'));
    bytes.fill(7, 3 * 4096, 5 * 4096);
    writeFileSync(path('b.db'), bytes);
    let found: string[];
    try {
      found = checkDatabase(path('b.db'));
    } catch (error) {
      found = [String(error)];
    }
    expect(found).not.toEqual([]);
  });
});
