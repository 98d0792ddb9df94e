import { CsvError, parse } from 'csv-parse/sync';
import { lineFault, type LineFault } from './chunk';
import type { Separator } from './separator';

/** One row of a table. `line` is the physical line on which it begins. */
export interface TextRecord {
  readonly cells: readonly string[];
  readonly line: number;
  readonly raw: string;
}

export interface CutLines {
  readonly found: readonly (TextRecord | LineFault)[];
  /** How many of the lines were dealt with. The rest begins a record that goes on after them. */
  readonly used: number;
}

/** A quoted cell that does not end within so many lines is taken for a stray quote. */
const MAX_RECORD_LINES = 200;
const MAX_RECORD_LENGTH = 1024 * 1024;

/**
 * Cuts lines into records, by csv-parse where there are quotes (RFC 4180). A quoted cell may go on over several lines. Where the quoting is broken only the line that begins the record
 * is refused, and reading goes on with the next line. A quote in the midst of an unquoted cell (`5" disk`) is text.
 * @param closed whether nothing follows the lines that could belong to their last record
 */
export function cutRecords(lines: readonly string[], firstLine: number, separator: Separator, closed: boolean): CutLines {
  if (separator === 'blanks') return { found: lines.map((raw, i) => ({ cells: cutAtBlanks(raw), line: firstLine + i, raw })), used: lines.length };
  const rows = lines.some((line) => line.includes('"')) ? parseLines(lines, separator) : lines.map((line) => line.split(separator));
  if (rows?.length === lines.length) return { found: lines.map((raw, i) => ({ cells: rows[i] ?? [], line: firstLine + i, raw })), used: lines.length };
  return cutOneByOne(lines, firstLine, separator, closed);
}

const BLANKS = /[ \t]+/;
const QUOTED_OR_PLAIN = /"((?:[^"]|"")*)"(?=[ \t]|$)|[^ \t]+/g;

function cutAtBlanks(line: string): string[] {
  if (line.includes('"')) return Array.from(line.matchAll(QUOTED_OR_PLAIN), ([whole, quoted]) => quoted?.replaceAll('""', '"') ?? whole);
  const trimmed = line.trim();
  return trimmed === '' ? [] : trimmed.split(BLANKS);
}

/** One row a line, unless quoted cells span lines (then fewer rows) or the quoting is broken or left open (then none). */
function parseLines(lines: readonly string[], delimiter: string): string[][] | undefined {
  try {
    return parse(`${lines.join('\n')}\n`, optionsFor(delimiter));
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** Blanks around a quoted cell are dropped, but where the tab separates it is no blank. */
function optionsFor(delimiter: string): { delimiter: string; record_delimiter: string; relax_column_count: true; trim: boolean } {
  return { delimiter, record_delimiter: '\n', relax_column_count: true, trim: delimiter !== '\t' };
}

function cutOneByOne(lines: readonly string[], firstLine: number, delimiter: string, closed: boolean): CutLines {
  const found: (TextRecord | LineFault)[] = [];
  let next = 0;
  while (next < lines.length) {
    const line = firstLine + next;
    const raw = lines[next] ?? '';
    const record = raw.includes('"') ? cutQuoted(lines, next, delimiter) : { cells: raw.split(delimiter), raw, length: 1 };
    if (record === 'more' && !closed) break;
    if (typeof record === 'string') {
      found.push(lineFault(line, raw, { path: '', code: 'quoting', message: QUOTING_FAULTS[record] }));
      next += 1;
    } else {
      found.push({ cells: record.cells, line, raw: record.raw });
      next += record.length;
    }
  }
  return { found, used: next };
}

const QUOTING_FAULTS = {
  more: 'a quoted cell is not closed',
  endless: `a quoted cell is not closed within ${MAX_RECORD_LINES} lines`,
  broken: 'a quoted cell is closed in its midst; a quote within it is written twice',
} as const;

type Quoted = { readonly cells: string[]; readonly raw: string; readonly length: number } | 'more' | 'endless' | 'broken';

/** `more`: the lines end within the record. */
function cutQuoted(lines: readonly string[], start: number, delimiter: string): Quoted {
  let raw = lines[start] ?? '';
  let length = 1;
  for (;;) {
    const cells = parseOne(raw, delimiter);
    if (cells !== 'open') return cells === 'broken' ? cells : { cells, raw, length };
    for (let closes = false; !closes; ) {
      const following = lines[start + length];
      if (following === undefined) return 'more';
      raw += `\n${following}`;
      length += 1;
      if (length > MAX_RECORD_LINES || raw.length > MAX_RECORD_LENGTH) return 'endless';
      closes = following.includes('"');
    }
  }
}

function parseOne(text: string, delimiter: string, relaxed = false): string[] | 'open' | 'broken' {
  try {
    return parse(`${text}\n`, { ...optionsFor(delimiter), relax_quotes: relaxed })[0] ?? [];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') return relaxed ? 'broken' : 'open';
    return error.code === 'INVALID_OPENING_QUOTE' && !relaxed ? parseOne(text, delimiter, true) : 'broken';
  }
}
