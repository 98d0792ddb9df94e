import { createReadStream, statSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { RapportError } from '#kernel';
import type { CarriedEvent } from './carried-event';
import { LogDigest } from './log-digest';
import { CHECK_DIGITS, FORMAT, type LogHeader, type LogLine, type LogTrailer } from './log-file';

export interface LogPart {
  readonly events: readonly CarriedEvent[];
  /** The line of the first of them. */
  readonly line: number;
  /** How much of the file is read, from 0 to 1. */
  readonly fraction: number;
}

const PART = 1_000;

/**
 * The events of an exported log, gzipped or not, each held against its check before it is answered.
 * @throws RAPPORT_BAD_FILE naming the first line that is not as it was written, and for a file that is not whole
 */
export async function* readLog(file: string): AsyncGenerator<LogPart> {
  const digest = new LogDigest();
  let [line, part] = [0, [] as CarriedEvent[]];
  let ended = false;
  const reading = { bytes: 0, total: 1 };
  for await (const text of linesOf(file, reading)) {
    line += 1;
    if (ended) throw bad(file, line, 'comes after the end of the log');
    const value = parsed(text);
    if (!value) throw bad(file, line, 'is no JSON: the file is damaged');
    if (line === 1) requireHeader(file, value);
    else if (value['rapport'] === 'end') {
      const { events, digest: told } = value as unknown as LogTrailer;
      if (events !== digest.count || told !== digest.value) throw bad(file, line, 'tells of other events than the lines before it: some are missing');
      ended = true;
    } else {
      const { check, ...event } = value as unknown as LogLine;
      if (!isWhole(event) || digest.add(event).slice(0, CHECK_DIGITS) !== check) throw bad(file, line, 'is not as it was written, or one before it is missing');
      part.push(event);
      if (part.length < PART) continue;
      yield { events: part, line: line - part.length + 1, fraction: Math.min(1, reading.bytes / reading.total) };
      part = [];
    }
  }
  if (!ended) throw bad(file, line + 1, 'is missing: the file ends before the log does');
  yield { events: part, line: line - part.length, fraction: 1 };
}

function requireHeader(file: string, value: Readonly<Record<string, unknown>>): void {
  const { rapport, format, version } = value as Partial<LogHeader>;
  if (rapport !== 'log') throw bad(file, 1, 'is not the beginning of an exported log');
  if (format !== FORMAT) throw new RapportError('RAPPORT_BAD_FILE', `${file} was written by another version, ${version ?? 'of unknown number'}, in format ${String(format)}: this one reads format ${FORMAT}`);
}

function isWhole({ id, type, stream, position, occurredAt, recordedAt, identities, data }: Partial<CarriedEvent>): boolean {
  return [id, type, stream, position].every((each) => typeof each === 'string') && [occurredAt, recordedAt].every(Number.isFinite) && Array.isArray(identities) && typeof data === 'object';
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** Cut at line feeds alone: JSON text may hold other characters that end lines elsewhere. */
async function* linesOf(file: string, reading: { bytes: number; total: number }): AsyncGenerator<string> {
  try {
    reading.total = Math.max(1, statSync(file).size);
    const raw = createReadStream(file, { highWaterMark: 1 << 18 });
    raw.on('data', (piece) => { reading.bytes += piece.length; });
    const bytes = file.endsWith(".gz") ? raw.pipe(createGunzip()) : raw;
    if (bytes !== raw) raw.on('error', (error) => bytes.destroy(error));
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for await (const piece of bytes) {
      const lines = (rest + decoder.write(piece as Buffer)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest + decoder.end() !== '') yield rest;
  } catch (error) {
    if (error instanceof RapportError) throw error;
    throw new RapportError('RAPPORT_BAD_FILE', `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function bad(file: string, line: number, what: string): RapportError {
  return new RapportError('RAPPORT_BAD_FILE', `line ${line} of ${file} ${what}`, { extra: { line } });
}
