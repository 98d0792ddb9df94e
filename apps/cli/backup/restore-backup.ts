import { copyFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '#embedded';
import { RapportError } from '#kernel';
import { syncFile } from './durable-files';
import { type BackedUpFile, checkFile, type Manifest, readManifest } from './manifest';

/** A file on its way: what an interrupted restore leaves is no data. */
const COMING = '.restoring';

export interface RestoreBackup {
  readonly folder: string;
  readonly data: string;
  /** Called before each file is checked, and before it is copied. */
  readonly step: (what: 'checking' | 'copying', file: BackedUpFile) => void;
}

/**
 * Puts a backup into a data folder that has no data, after every file has been held against the manifest.
 * @throws RAPPORT_BAD_FILE, RAPPORT_DATA_IN_USE; where it throws, the data folder has no data in it
 */
export async function restoreBackup({ folder, data, step }: RestoreBackup): Promise<Manifest> {
  const manifest = readManifest(folder);
  for (const file of manifest.files) {
    step('checking', file);
    await checkFile(folder, file);
  }
  const lock = lockFolder(data);
  try {
    const present = readdirSync(data).filter((name) => !name.startsWith('lock.db'));
    for (const name of present.filter((each) => each.endsWith(COMING))) rmSync(join(data, name));
    if (present.some((name) => !name.endsWith(COMING))) throw new RapportError('RAPPORT_BAD_FILE', `${data} is not empty: nothing was restored over it; choose another folder with --data`);
    for (const file of manifest.files) {
      step('copying', file);
      copyFileSync(join(folder, file.name), join(data, `${file.name}${COMING}`));
      syncFile(join(data, `${file.name}${COMING}`));
    }
    for (const { name } of manifest.files) renameSync(join(data, `${name}${COMING}`), join(data, name));
    syncFile(data);
  } finally {
    lock.release();
  }
  return manifest;
}
