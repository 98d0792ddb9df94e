import { RapportError } from '#kernel';

/** The file as a whole cannot be read. The message names it and says why. */
export function badFile(path: string, why: string, cause?: unknown): RapportError {
  return new RapportError('RAPPORT_BAD_FILE', `${path} ${why}`, { cause });
}
