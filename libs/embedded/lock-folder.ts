import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { RapportError } from '#kernel';
import { type Connection, storeFault } from './open-database';

/** Held while a process owns a data folder. */
export interface FolderLock {
  release(): void;
}

/** Kept here too: a connection that nobody refers to is closed by the garbage collector, and its lock goes with it. */
const held = new Set<Connection>();

/**
 * Makes the folder if need be and takes it for this process. The lock is the operating system's, on an open file: it goes with the process,
 * however that ends, and no process id is compared.
 * @throws RAPPORT_DATA_IN_USE while another process has it; RAPPORT_STORE_UNAVAILABLE where the folder cannot be made or written.
 */
export function lockFolder(folder: string): FolderLock {
  return hold(join(folder, 'lock.db'), folder, inUse(folder));
}

/** The same for one file, by another beside it. @throws RAPPORT_DATA_IN_USE with the sentence, while another process or another part of this one has it; RAPPORT_STORE_UNAVAILABLE */
export function lockFile(file: string, inUse: string): FolderLock {
  return hold(`${file}.lock`, file, new RapportError('RAPPORT_DATA_IN_USE', inUse));
}

function hold(file: string, what: string, refusal: RapportError): FolderLock {
  const connection = openLock(file, what, refusal);
  held.add(connection);
  return {
    release: (): void => {
      if (!held.delete(connection)) return;
      connection.exec('ROLLBACK');
      connection.close();
    },
  };
}

function openLock(file: string, what: string, refusal: RapportError): Connection {
  let connection: Connection | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    connection = new Database(file);
    connection.exec('PRAGMA busy_timeout = 250; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return connection;
  } catch (error) {
    connection?.close();
    if (/database is (locked|busy)/i.test(String(error))) throw refusal;
    throw storeFault(error, what);
  }
}

function inUse(folder: string): RapportError {
  return new RapportError('RAPPORT_DATA_IN_USE', `another process is using the data folder ${folder}: stop it, or talk to it with --url, or choose another folder with RAPPORT_DATA`);
}
