import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RapportError } from '#kernel';

export interface BackedUpFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

/** What a backup holds and where in the log it stands. Written last: a folder without one is no backup. */
export interface Manifest {
  readonly product: 'rapport';
  readonly format: 1;
  /** Of the program that made it. */
  readonly version: string;
  readonly madeAt: string;
  /** The last event. */
  readonly logPosition: string;
  /** Up to where the read models have folded; they go on from there. */
  readonly readModelsPosition: string;
  readonly files: readonly BackedUpFile[];
}

export const MANIFEST = 'manifest.json';

/** @throws RAPPORT_BAD_FILE where the folder is no backup, or one of a later format */
export function readManifest(folder: string): Manifest {
  let manifest: Partial<Manifest> & { readonly files?: BackedUpFile[] };
  try {
    manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as typeof manifest;
  } catch (error) {
    throw new RapportError('RAPPORT_BAD_FILE', `${folder} is no whole backup: it has no ${MANIFEST} that can be read`, { cause: error });
  }
  const { product, format, files } = manifest;
  if (product !== 'rapport' || !Array.isArray(files)) throw new RapportError('RAPPORT_BAD_FILE', `${join(folder, MANIFEST)} is not the list of a backup of Rapport`);
  if (format !== 1) throw new RapportError('RAPPORT_BAD_FILE', `${folder} was made by a later version, ${manifest.version ?? 'of unknown number'}: restore it with that`);
  if (files.some(({ name }) => name !== name.replace(/[/\\]|^\.\.$/g, ''))) throw new RapportError('RAPPORT_BAD_FILE', `${join(folder, MANIFEST)} names files outside of the backup`);
  return manifest as Manifest;
}

/** Reads the file through. */
export async function describeFile(folder: string, name: string): Promise<BackedUpFile> {
  const path = join(folder, name);
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return { name, size: statSync(path).size, sha256: hash.digest('hex') };
}

/** @throws RAPPORT_BAD_FILE naming the first file that is missing, or not as it was when the backup was made */
export async function checkFile(folder: string, expected: BackedUpFile): Promise<void> {
  const found = await describeFile(folder, expected.name).catch((error: unknown) => {
    throw new RapportError('RAPPORT_BAD_FILE', `${join(folder, expected.name)} cannot be read: the backup is not whole`, { cause: error });
  });
  if (found.size !== expected.size || found.sha256 !== expected.sha256) throw new RapportError('RAPPORT_BAD_FILE', `${join(folder, expected.name)} is not as it was when the backup was made: nothing was restored`);
}
