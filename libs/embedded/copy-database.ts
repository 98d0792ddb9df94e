import { existsSync } from 'node:fs';
import Database from 'libsql';
import { RapportError } from '#kernel';
import { type Connection, storeFault } from './open-database';

/**
 * Writes a whole and compact copy of a database file as it is at one moment, also while other processes read and write it. `target` must not exist.
 * @throws RAPPORT_STORE_UNAVAILABLE
 */
export function copyDatabase(file: string, target: string): void {
  attempt(file, (connection) => {
    connection.prepare('VACUUM INTO ?').run(target);
  });
}

/** What is wrong with a database file, in the engine's words; nothing for a sound one. @throws RAPPORT_STORE_UNAVAILABLE where it cannot be opened at all */
export function checkDatabase(file: string): string[] {
  return attempt(file, (connection) => {
    const rows = connection.prepare('PRAGMA quick_check(20)').raw().all() as [string][];
    return rows.map(([finding]) => finding).filter((finding) => finding !== 'ok');
  });
}

function attempt<Result>(file: string, work: (connection: Connection) => Result): Result {
  if (!existsSync(file)) throw new RapportError('RAPPORT_STORE_UNAVAILABLE', `there is no ${file} to read`);
  let connection: Connection | undefined;
  try {
    connection = new Database(file);
    connection.exec('PRAGMA busy_timeout = 10000');
    return work(connection);
  } catch (error) {
    throw storeFault(error, file);
  } finally {
    connection?.close();
  }
}
