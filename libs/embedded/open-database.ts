import { existsSync } from 'node:fs';
import Database from 'libsql';
import { RapportError } from '#kernel';

/** One connection to an embedded database file. */
export type Connection = Database.Database;
export type Statement = Database.Statement;

/** `full`: a commit is on the disk when it returns. `normal`: a crash of the machine may undo the last commits, never break the file. */
export type Durability = 'full' | 'normal';

export interface OpenOptions {
  readonly durability?: Durability;
  /** The file must be there, and this connection cannot change it. */
  readonly readonly?: boolean;
  /** Page cache of this connection, in MiB. */
  readonly cacheMiB?: number;
}

/**
 * Opens (and makes, unless `readonly`) a SQLite file in write-ahead mode: many readers beside one writer, across threads and processes.
 * @throws RAPPORT_STORE_UNAVAILABLE, saying why, where the file cannot be opened.
 */
export function openDatabase(file: string, options: OpenOptions = {}): Connection {
  const { durability = 'full', readonly = false, cacheMiB = 16 } = options;
  try {
    // The driver has no option for it: without these two lines it would make the file, and write to it.
    if (readonly && !existsSync(file)) throw new RapportError('RAPPORT_STORE_UNAVAILABLE', `there is no ${file} to read`);
    const connection = new Database(file);
    connection.exec('PRAGMA busy_timeout = 10000');
    connection.exec(readonly ? 'PRAGMA query_only = ON' : 'PRAGMA journal_mode = WAL');
    connection.exec(`PRAGMA synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'}; PRAGMA cache_size = -${String(cacheMiB * 1024)}; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864`);
    return connection;
  } catch (error) {
    throw storeFault(error, file);
  }
}

/** Closes a connection that writes. Its file is whole without the write-ahead log beside it, where no reader was in the way. */
export function closeDatabase(connection: Connection): void {
  try {
    connection.exec('PRAGMA wal_checkpoint(PASSIVE)');
  } catch {
    // the write-ahead log stays, and nothing is lost
  }
  connection.close();
}

/** Runs `work` in one transaction that is written as a whole or not at all. */
export function inTransaction<Result>(connection: Connection, work: () => Result): Result {
  connection.exec('BEGIN IMMEDIATE');
  let result: Result;
  try {
    result = work();
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) rollback(connection);
    throw error;
  }
  return result;
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/EEXIST|ENOTDIR|not a directory/i, 'the data folder cannot be made, a file is in its place'],
  [/disk is full|SQLITE_FULL|no space/i, 'the disk is full'],
  [/readonly|read-only|SQLITE_READONLY/i, 'the data folder cannot be written'],
  [/unable to open|SQLITE_CANTOPEN|no such file|permission/i, 'the data folder cannot be opened'],
  [/disk I\/O|SQLITE_IOERR/i, 'the disk does not answer as it should'],
  [/malformed|not a database|SQLITE_CORRUPT|SQLITE_NOTADB/i, 'the file is damaged or not of this product'],
];

/** The engine's fault as ours, in words that say what to mend; an error that is ours already passes. */
export function storeFault(error: unknown, file: string): RapportError {
  if (error instanceof RapportError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const reason = REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? message;
  return new RapportError('RAPPORT_STORE_UNAVAILABLE', `${reason} (${file})`, { cause: error });
}

function rollback(connection: Connection): void {
  try {
    connection.exec('ROLLBACK');
  } catch {
    // the engine has rolled back by itself, as it does when the disk is full
  }
}
