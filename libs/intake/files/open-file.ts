import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isRapportError, type RapportError } from '#kernel';
import { badFile } from './bad-file';

export interface OpenFile {
  /** The content, uncompressed. Ending the iteration early closes the file. */
  readonly content: AsyncIterable<Buffer>;
  readonly totalBytes: number;
  /** How many bytes of the file itself have been read so far. */
  bytesRead(): number;
}

/** Small, so that what is made of a piece is used up while it is young: twice as large is a tenth slower. */
const PIECE = 32 * 1024;

/**
 * Opens a regular file for streaming; one that ends in `.gz` or begins with gzip's signature is uncompressed on the way.
 * @throws RAPPORT_BAD_FILE if it is missing, unreadable or no regular file; during the iteration, if it breaks off or its compression is damaged.
 */
export async function openFile(path: string): Promise<OpenFile> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw badFile(path, 'is not a regular file');
    const compressed = path.endsWith('.gz') || (await beginsAsGzip(path));
    const source = createReadStream(path, { highWaterMark: PIECE });
    const content = compressed ? pipeline(source, createGunzip({ chunkSize: PIECE }), () => undefined) : source;
    return { content: explained(path, content), totalBytes: stats.size, bytesRead: () => source.bytesRead };
  } catch (error) {
    throw explain(path, error);
  }
}

async function beginsAsGzip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

async function* explained(path: string, content: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const piece of content) yield piece as Buffer;
  } catch (error) {
    throw explain(path, error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'may not be read: permission denied',
  EPERM: 'may not be read: permission denied',
  Z_DATA_ERROR: 'is not a sound gzip file',
  Z_BUF_ERROR: 'is a gzip file that breaks off',
};

/** Errors of Node are known by their code: under Jest they are no instances of its `Error`. */
function explain(path: string, error: unknown): RapportError {
  if (isRapportError(error)) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown reason';
  return badFile(path, REASONS[code] ?? `cannot be read (${code})`, error);
}
