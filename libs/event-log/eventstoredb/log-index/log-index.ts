import { rmSync } from 'node:fs';
import { closeDatabase, type Connection, type FolderLock, lockFile, storeFault } from '#embedded';
import type { LogPosition } from '../wire/messages';
import type { IndexEntry } from './index-entry';
import { IndexReader } from './index-reader';
import { emptyIndex, openIndex } from './index-schema';
import { IndexWriter } from './index-writer';

/**
 * What the server cannot be asked: where an event id is, in which order the events of several streams occurred, what was recorded by a moment, how many
 * there are of a type. A cache of a prefix of the log in a SQLite file: it may be deleted, and is built again from the log.
 */
export class LogIndex {
  private parts: { readonly reader: IndexReader; readonly writer: IndexWriter };

  private constructor(private readonly file: string, private readonly lock: FolderLock, private readonly connection: Connection) {
    this.parts = partsOf(connection);
  }

  /** Opens the file, or begins a new one where it is damaged. @throws RAPPORT_DATA_IN_USE while another instance has it; RAPPORT_STORE_UNAVAILABLE */
  static open(file: string, namespace: string): LogIndex {
    const lock = lockFile(file, `another process is using the log index ${file}: each needs one of its own`);
    try {
      return new LogIndex(file, lock, openOrReplace(file, namespace));
    } catch (error) {
      lock.release();
      throw storeFault(error, file);
    }
  }

  get read(): IndexReader {
    return this.parts.reader;
  }

  /** The last event's position; 0 where there is none. */
  get head(): number {
    return this.parts.writer.head;
  }

  /** Everything up to here has been folded; undefined at the very beginning. */
  get checkpoint(): LogPosition | undefined {
    return this.parts.writer.checkpoint;
  }

  /** @throws RAPPORT_STORE_UNAVAILABLE, with nothing folded */
  fold(entries: readonly IndexEntry[], checkpoint: LogPosition): void {
    try {
      this.parts.writer.fold(entries, checkpoint);
    } catch (error) {
      throw storeFault(error, this.file);
    }
  }

  /** To begin again: the log is not the one that was folded. */
  empty(): void {
    emptyIndex(this.connection);
    this.parts = partsOf(this.connection);
  }

  close(): void {
    closeDatabase(this.connection);
    this.lock.release();
  }
}

function openOrReplace(file: string, namespace: string): Connection {
  try {
    return openIndex(file, namespace);
  } catch (error) {
    if (!/damaged|malformed|not a database/i.test(String(error))) throw error;
    for (const each of [file, `${file}-wal`, `${file}-shm`]) rmSync(each, { force: true });
    return openIndex(file, namespace);
  }
}

function partsOf(connection: Connection): { readonly reader: IndexReader; readonly writer: IndexWriter } {
  return { reader: new IndexReader(connection), writer: new IndexWriter(connection) };
}
