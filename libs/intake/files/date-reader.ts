import { formatTime, RapportError, readTime } from '#kernel';
import { detached } from './detached';

/** Reads the text of a date as an ISO 8601 moment in UTC, undefined where it is none. */
export type DateReader = (text: string) => string | undefined;

/** Dates come again and again in a file: this many are remembered. */
const REMEMBERED = 10_000;

/**
 * Without a format: ISO 8601 dates and times, and `YYYYMMDD`. With one, such as `DD.MM.YYYY` or `M/D/YYYY HH:mm`, only it. A date is its first instant in UTC,
 * a time without offset is UTC. Where tokens are parted by other characters they may be written without leading zeros.
 * @throws RAPPORT_BAD_REQUEST for a format without year, month and day, or with letters that are no token
 */
export function dateReader(format?: string): DateReader {
  const read = format === undefined ? readCommonDate : formatReader(format);
  const remembered = new Map<string, string>();
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const moment = readTime(read(text) ?? '');
    if (moment === undefined) return undefined;
    const iso = formatTime(moment);
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(detached(text), iso);
    return iso;
  };
}

const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;

function readCommonDate(text: string): string | undefined {
  const [, year, month = '', day = ''] = COMPACT.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month}-${day}`;
}

const PIECES = /YYYY|MM?|DD?|HH?|mm?|ss?|[A-Za-z]|[^A-Za-z]+/g;
const TOKEN = /^(?:YYYY|MM?|DD?|HH?|mm?|ss?)$/;
const PARTS = { Y: 'year', M: 'month', D: 'day', H: 'hour', m: 'minute', s: 'second' } as const;
const LITERALS = new Set(['T', 'Z']);

function formatReader(format: string): (text: string) => string | undefined {
  const pieces = format.match(PIECES) ?? [];
  const isToken = (token: string | undefined): boolean => token !== undefined && TOKEN.test(token);
  const fixedWidth = pieces.some((piece, i) => isToken(piece) && isToken(pieces[i + 1]));
  const seen = new Set<string>();
  const pattern = pieces.map((piece) => {
    if (!/[A-Za-z]/.test(piece) || LITERALS.has(piece)) return piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const part = isToken(piece) ? PARTS[piece[0] as keyof typeof PARTS] : undefined;
    if (part === undefined || seen.has(part)) throw badFormat(format);
    seen.add(part);
    const width = piece === 'YYYY' ? '4' : piece.length === 2 && fixedWidth ? '2' : '1,2';
    return `(?<${part}>\\d{${width}})`;
  });
  if (!['year', 'month', 'day'].every((part) => seen.has(part))) throw badFormat(format);
  const expression = new RegExp(`^${pattern.join('')}$`);
  return (text) => {
    const groups = expression.exec(text)?.groups;
    if (!groups) return undefined;
    const two = (part: string): string => (groups[part] ?? '').padStart(2, '0');
    return `${two('year')}-${two('month')}-${two('day')}T${two('hour')}:${two('minute')}:${two('second')}Z`;
  };
}

function badFormat(format: string): RapportError {
  const rule = 'it is made of YYYY, MM, DD and, if need be, HH, mm, ss, each once, as in DD.MM.YYYY or M/D/YYYY HH:mm';
  return new RapportError('RAPPORT_BAD_REQUEST', `${format} is not a date format: ${rule}`);
}
