import { isAscii, isUtf8 } from 'node:buffer';
import type { FieldError } from '#kernel';
import { badFile } from './bad-file';
import { lineFault, type LineFault, type Progress } from './chunk';
import { openFile } from './open-file';
import { decodeWindows1252 } from './windows-1252';

/** Consecutive physical lines without their ends, and, where one that follows them cannot be read, why. `line` is the last of them. */
export interface LineBlock extends Progress {
  readonly firstLine: number;
  readonly lines: readonly string[];
  readonly unreadable?: LineFault;
}

export interface LineOptions {
  /** What becomes of a line that is not UTF-8: read as windows-1252, which never fails, or refused. */
  readonly otherEncodings: 'windows-1252' | 'refuse';
}

/** A longer line is refused and skipped, without being held. */
export const MAX_LINE_BYTES = 1024 * 1024;

/**
 * Streams a text file as blocks of lines. A byte order mark is dropped; lines end in LF, CRLF or, in a file that has neither, CR.
 * The encoding is judged line by line, so that a line reads the same in whatever file it stands. A line that holds a NUL byte is refused.
 * @throws RAPPORT_BAD_FILE as {@link openFile} does, and for UTF-16
 */
export async function* readLines(path: string, options: LineOptions): AsyncGenerator<LineBlock> {
  const file = await openFile(path);
  let line = 0;
  const progress = (): Progress => ({ line, bytes: Math.min(file.bytesRead(), file.totalBytes), totalBytes: file.totalBytes });
  function* emit(decoded: readonly DecodedLine[]): Generator<LineBlock> {
    for (const block of blocksOf(decoded, line + 1)) {
      line += block.lines.length + (block.unreadable ? 1 : 0);
      yield { ...block, ...progress() };
    }
  }

  let newline: number | undefined;
  let held: Buffer[] = [];
  let heldBytes = 0;
  let skipping = false;
  for await (let piece of file.content) {
    if (newline === undefined) {
      piece = withoutMark(path, piece);
      newline = newlineOf(piece);
    }
    if (skipping) {
      const end = piece.indexOf(newline);
      if (end < 0) continue;
      piece = piece.subarray(end + 1);
      skipping = false;
    }
    const end = piece.lastIndexOf(newline);
    if (end >= 0) {
      yield* emit(decodeLines(Buffer.concat([...held, piece.subarray(0, end)]), newline, options));
      held = [];
      heldBytes = 0;
      piece = piece.subarray(end + 1);
    }
    held.push(piece);
    heldBytes += piece.length;
    if (heldBytes > MAX_LINE_BYTES) {
      yield* emit([{ error: TOO_LONG, raw: startOf(Buffer.concat(held)) }]);
      held = [];
      heldBytes = 0;
      skipping = true;
    }
  }
  if (heldBytes > 0) yield* emit(decodeLines(Buffer.concat(held), newline ?? LF, options));
}

const LF = 10;
const CR = 13;
const TOO_LONG: FieldError = { path: '', code: 'line-too-long', message: 'the line is longer than 1 MiB' };
const HOLDS_NUL: FieldError = { path: '', code: 'nul-byte', message: 'the line holds a NUL byte, which no text has' };
const NOT_UTF8: FieldError = { path: '', code: 'encoding', message: 'the line is not UTF-8' };

type DecodedLine = string | { readonly error: FieldError; readonly raw: string };

function withoutMark(path: string, piece: Buffer): Buffer {
  if ((piece[0] === 0xff && piece[1] === 0xfe) || (piece[0] === 0xfe && piece[1] === 0xff)) throw badFile(path, 'is UTF-16; save it as UTF-8');
  return piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf ? piece.subarray(3) : piece;
}

function newlineOf(piece: Buffer): number {
  const cr = piece.indexOf(CR);
  return cr >= 0 && cr < piece.length - 1 && !piece.includes(LF) ? CR : LF;
}

function startOf(bytes: Buffer): string {
  return bytes.toString('utf8', 0, 1_000);
}

function decodeLines(bytes: Buffer, newline: number, options: LineOptions): readonly DecodedLine[] {
  const text = isAscii(bytes) ? bytes.toString('latin1') : isUtf8(bytes) ? bytes.toString('utf8') : undefined;
  const doubtful = text === undefined || bytes.length > MAX_LINE_BYTES || bytes.includes(0);
  if (doubtful) return decodeEach(bytes, newline, options);
  if (newline === CR) return text.split('\r');
  const lines = text.split('\n');
  return text.includes('\r') ? lines.map(withoutCarriageReturn) : lines;
}

function decodeEach(bytes: Buffer, newline: number, { otherEncodings }: LineOptions): DecodedLine[] {
  const decoded: DecodedLine[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    decoded.push(decodeOne(bytes.subarray(start, end), otherEncodings));
    start = end + 1;
  }
  return decoded;
}

function decodeOne(bytes: Buffer, otherEncodings: LineOptions['otherEncodings']): DecodedLine {
  if (bytes.length > MAX_LINE_BYTES) return { error: TOO_LONG, raw: startOf(bytes) };
  if (bytes.includes(0)) return { error: HOLDS_NUL, raw: startOf(bytes) };
  if (isUtf8(bytes)) return withoutCarriageReturn(bytes.toString('utf8'));
  return otherEncodings === 'refuse' ? { error: NOT_UTF8, raw: startOf(bytes) } : withoutCarriageReturn(decodeWindows1252(bytes));
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function* blocksOf(decoded: readonly DecodedLine[], firstLine: number): Generator<Omit<LineBlock, keyof Progress>> {
  let lines: string[] = [];
  let first = firstLine;
  for (const one of decoded) {
    if (typeof one === 'string') {
      lines.push(one);
      continue;
    }
    const line = first + lines.length;
    yield { firstLine: first, lines, unreadable: lineFault(line, one.raw, one.error) };
    first = line + 1;
    lines = [];
  }
  if (lines.length > 0) yield { firstLine: first, lines };
}
