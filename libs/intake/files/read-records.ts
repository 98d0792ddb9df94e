import type { LineFault, Progress } from './chunk';
import { cutRecords, type TextRecord } from './cut-records';
import { readLines } from './read-lines';
import type { Separator } from './separator';

export interface RecordBlock extends Progress {
  /** Records and lines that could not be read, in the order of the file. */
  readonly found: readonly (TextRecord | LineFault)[];
}

/** Streams the records of a table, blank ones left out. @throws RAPPORT_BAD_FILE as `readLines` does */
export async function* readRecords(path: string, separator: Separator): AsyncGenerator<RecordBlock> {
  let open: readonly string[] = [];
  let last: Progress | undefined;
  for await (const { firstLine, lines: read, unreadable, ...progress } of readLines(path, { otherEncodings: 'windows-1252' })) {
    const lines = open.length > 0 ? [...open, ...read] : read;
    const { found, used } = cutRecords(lines, firstLine - open.length, separator, unreadable !== undefined);
    open = lines.slice(used);
    last = progress;
    const filled = found.filter(isFilled);
    yield { found: unreadable ? [...filled, unreadable] : filled, ...progress };
  }
  if (open.length === 0 || last === undefined) return;
  yield { found: cutRecords(open, last.line - open.length + 1, separator, true).found.filter(isFilled), ...last };
}

/** A row of nothing but separators, as spreadsheets leave them, is blank too. */
export function isFilled(found: TextRecord | LineFault): boolean {
  return 'errors' in found || found.cells.some((cell) => cell !== '' && cell.trim() !== '');
}
