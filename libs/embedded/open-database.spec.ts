import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RapportError } from '#kernel';
import { closeDatabase, type Connection, inTransaction, openDatabase, type OpenOptions, storeFault } from './open-database';

describe('an embedded database', () => {
  let folder: string;
  let file: string;
  const opened: Connection[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rapport-db-'));
    file = join(folder, 'some.db');
  });
  afterEach(() => {
    for (const each of opened.splice(0)) each.close();
    rmSync(folder, { recursive: true });
  });

  function open(options?: OpenOptions, at = file): Connection {
    const connection = openDatabase(at, options);
    opened.push(connection);
    return connection;
  }

  const numbers = (connection: Connection): number[] => (connection.prepare('SELECT n FROM numbers ORDER BY n').raw().all() as [number][]).map(([n]) => n);
  const pragma = (connection: Connection, name: string): unknown => (connection.prepare(`PRAGMA ${name}`).raw().get() as unknown[])[0];

  it('has a write-ahead log, and is durable as far as was asked for', () => {
    expect([pragma(open(), 'journal_mode'), pragma(open(), 'synchronous'), pragma(open({ durability: 'normal' }), 'synchronous')]).toEqual(['wal', 2, 1]);
  });

  it('is read by many beside one who writes', () => {
    const writer = open();
    writer.exec('CREATE TABLE numbers (n)');
    const readers = [open({ readonly: true }), open({ readonly: true })];
    inTransaction(writer, () => {
      writer.exec('INSERT INTO numbers VALUES (1)');
      expect(readers.map(numbers)).toEqual([[], []]);
    });
    expect(readers.map(numbers)).toEqual([[1], [1]]);
  });

  it('can neither be made nor changed by a reader', () => {
    expect(() => open({ readonly: true })).toThrow(expect.objectContaining({ code: 'RAPPORT_STORE_UNAVAILABLE', message: `there is no ${file} to read` }));
    open().exec('CREATE TABLE numbers (n)');
    expect(() => open({ readonly: true }).exec('INSERT INTO numbers VALUES (1)')).toThrow(/readonly/);
  });

  it('is whole in its one file after it was closed', () => {
    const writer = open();
    writer.exec('CREATE TABLE numbers (n); INSERT INTO numbers VALUES (1)');
    closeDatabase(writer);
    const copy = join(folder, 'copy.db');
    writeFileSync(copy, readFileSync(file));
    expect(numbers(open({ readonly: true }, copy))).toEqual([1]);
  });

  it('may be closed twice', () => {
    const writer = open();
    closeDatabase(writer);
    expect(() => closeDatabase(writer)).not.toThrow();
  });

  it('writes a transaction as a whole, and answers with what it made', () => {
    const writer = open();
    writer.exec('CREATE TABLE numbers (n)');
    expect(inTransaction(writer, () => {
      writer.exec('INSERT INTO numbers VALUES (1)');
      return 'made';
    })).toBe('made');
    expect(numbers(writer)).toEqual([1]);
  });

  it('writes nothing of a transaction that throws, and is ready for the next', () => {
    const writer = open();
    writer.exec('CREATE TABLE numbers (n)');
    const fault = new Error('in the middle');
    expect(() => inTransaction(writer, () => {
      writer.exec('INSERT INTO numbers VALUES (1)');
      throw fault;
    })).toThrow(fault);
    expect(writer.inTransaction).toBe(false);
    inTransaction(writer, () => {
      writer.exec('INSERT INTO numbers VALUES (2)');
    });
    expect(numbers(writer)).toEqual([2]);
  });

  it('writes nothing of a transaction for which there is no room, and goes on when there is', () => {
    const writer = open();
    writer.exec('CREATE TABLE numbers (n); INSERT INTO numbers VALUES (0); PRAGMA max_page_count = 10');
    const fill = (): void => {
      inTransaction(writer, () => {
        for (let n = 1; n <= 100; n++) writer.prepare('INSERT INTO numbers VALUES (?), (zeroblob(2000))').run(n);
      });
    };
    let fault: unknown;
    try {
      fill();
    } catch (error) {
      fault = error;
    }
    expect(storeFault(fault, file)).toMatchObject({ code: 'RAPPORT_STORE_UNAVAILABLE', message: `the disk is full (${file})` });
    expect(numbers(writer)).toEqual([0]);
    writer.exec('PRAGMA max_page_count = 10000');
    fill();
    expect(numbers(writer).filter((n) => typeof n === 'number')).toHaveLength(101);
    expect(pragma(writer, 'integrity_check')).toBe('ok');
  });

  it('says that the file is not one of ours, or not to be opened', () => {
    writeFileSync(file, 'this is a letter to a friend, and no database at all. '.repeat(100));
    expect(() => open()).toThrow(expect.objectContaining({ code: 'RAPPORT_STORE_UNAVAILABLE', message: `the file is damaged or not of this product (${file})` }));
    mkdirSync(join(folder, 'a-folder.db'));
    expect(() => open({}, join(folder, 'a-folder.db'))).toThrow(expect.objectContaining({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(/^the data folder cannot be opened/) }));
    expect(() => open({}, join(folder, 'nowhere', 'some.db'))).toThrow(expect.objectContaining({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(/^the data folder cannot be opened/) }));
  });
});

describe('a fault of the store', () => {
  it.each([
    ['database or disk is full', 'the disk is full'],
    ['ENOSPC: no space left on device, write', 'the disk is full'],
    ['attempt to write a readonly database', 'the data folder cannot be written'],
    ['EROFS: read-only file system, mkdir \'/data\'', 'the data folder cannot be written'],
    ['EEXIST: file already exists, mkdir \'/data\'', 'the data folder cannot be made, a file is in its place'],
    ['ENOTDIR: not a directory, mkdir \'/data/x\'', 'the data folder cannot be made, a file is in its place'],
    ['EACCES: permission denied, mkdir \'/data\'', 'the data folder cannot be opened'],
    ['unable to open database file: /data/events.db', 'the data folder cannot be opened'],
    ['disk I/O error', 'the disk does not answer as it should'],
    ['database disk image is malformed', 'the file is damaged or not of this product'],
    ['file is not a database', 'the file is damaged or not of this product'],
    ['no such table: events', 'no such table: events'],
  ])('"%s" reads: %s', (engine, words) => {
    const cause = new Error(engine);
    expect(storeFault(cause, '/data/events.db')).toMatchObject({ code: 'RAPPORT_STORE_UNAVAILABLE', status: 503, message: `${words} (/data/events.db)`, cause });
  });

  it('that is ours already stays as it is', () => {
    const ours = new RapportError('RAPPORT_SHUTTING_DOWN', 'the log is closed');
    expect(storeFault(ours, 'any')).toBe(ours);
  });

  it('may be anything', () => {
    expect(storeFault('text', 'some.db').message).toBe('text (some.db)');
  });
});
