import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FolderLock, lockFolder } from '#embedded';
import { isRapportError } from '#kernel';
import type { Configuration } from '../configuration/configuration';

/** A folder that is this process's own until it is released. */
export interface Place {
  readonly folder: string;
  release(): void;
}

/** Processes that may share one data folder, when nothing in it but what can be made again is theirs. */
const MOST = 100;

/**
 * The data folder, where an embedded engine lives in it: it belongs to one process. With real engines alone, the first free corner of it: each process keeps
 * there what can be made again, and finds it at its next start. @throws RAPPORT_DATA_IN_USE
 */
export function takePlace({ data, eventLog, readModels }: Pick<Configuration, 'data' | 'eventLog' | 'readModels'>): Place {
  if (eventLog === 'embedded' || readModels === 'embedded') return placeOf(data, lockFolder(data));
  for (let number = 1; ; number++) {
    const folder = join(data, `process-${String(number)}`);
    mkdirSync(folder, { recursive: true });
    try {
      return placeOf(folder, lockFolder(folder));
    } catch (error) {
      if (number === MOST || !isRapportError(error) || error.code !== 'RAPPORT_DATA_IN_USE') throw error;
    }
  }
}

function placeOf(folder: string, lock: FolderLock): Place {
  return { folder, release: () => { lock.release(); } };
}
