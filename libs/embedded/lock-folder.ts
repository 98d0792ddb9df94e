import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RapportError } from '#kernel';
import { type Connection, openDatabase, storeFault } from './open-database';

/** Held while a process owns a data folder. */
export interface FolderLock {
  release(): void;
}

/**
 * Makes the folder if need be and takes it for this process. The lock is the operating system's, on an open file: it goes with the process,
 * however that ends, and no process id is compared.
 * @throws RAPPORT_DATA_IN_USE while another process has it.
 */
export function lockFolder(folder: string): FolderLock {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw storeFault(error, folder);
  }
  const connection = openLock(folder);
  try {
    connection.exec('PRAGMA busy_timeout = 250; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if (/locked|busy/i.test(String(error))) throw inUse(folder);
    throw storeFault(error, folder);
  }
  return {
    release: (): void => {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      connection.close();
    },
  };
}

function openLock(folder: string): Connection {
  try {
    return openDatabase(join(folder, 'lock.db'), { cacheMiB: 1 });
  } catch (error) {
    if (/locked|busy/i.test(String(error instanceof Error ? error.cause ?? error : error))) throw inUse(folder);
    throw error;
  }
}

function inUse(folder: string): RapportError {
  return new RapportError('RAPPORT_DATA_IN_USE', `another process is using the data folder ${folder}: stop it, or talk to it with --url, or choose another folder with RAPPORT_DATA`);
}
