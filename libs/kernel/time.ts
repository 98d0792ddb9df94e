import { RapportError } from './errors';

/** Milliseconds since 1970-01-01T00:00:00Z: how the code holds a moment. ISO 8601 UTC with milliseconds on the wire. */
export type Moment = number;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);
const PLAIN = '0000-00-00T00:00:00.000Z';
const MARKS = [4, 7, 10, 13, 16, 19, 23];
const ZERO = 0x30;
/** Every month has this day. */
const SURE_DAY = 28;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads an ISO 8601 time; a date alone is its first instant in UTC, a time without offset is UTC.
 * Answers undefined for anything else, and for years before 1900 or from 2200 on.
 */
export function readTime(text: string): Moment | undefined {
  const plain = readPlain(text);
  if (plain !== undefined) return plain;
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', offset = 'Z'] = match;
  const utc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0').slice(0, 3)));
  const whole = new Date(utc);
  const exists = whole.getUTCFullYear() === Number(year) && whole.getUTCMonth() === Number(month) - 1 && whole.getUTCDate() === Number(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  const moment = utc - offsetOf(offset);
  return exists && moment >= EARLIEST && moment < LATEST ? moment : undefined;
}

/** The form that is written here and that nearly all times have, read digit by digit: several times as fast. Undefined for one that needs a closer look. */
function readPlain(text: string): Moment | undefined {
  if (text.length !== PLAIN.length) return undefined;
  for (const at of MARKS) if (text.charCodeAt(at) !== PLAIN.charCodeAt(at)) return undefined;
  const [year, month, day, hour, minute, second] = [number(text, 0, 4), number(text, 5, 7), number(text, 8, 10), number(text, 11, 13), number(text, 14, 16), number(text, 17, 19)];
  const sensible = year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= SURE_DAY && hour < 24 && minute < 60 && second < 60;
  const moment = Date.UTC(year, month - 1, day, hour, minute, second, number(text, 20, 23));
  return sensible && !Number.isNaN(moment) ? moment : undefined;
}

/** NaN where not all are digits. */
function number(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
  }
  return value;
}

/** As {@link readTime}. @throws RAPPORT_BAD_TIME */
export function parseTime(text: string, name = 'time'): Moment {
  const moment = readTime(text);
  if (moment === undefined) throw new RapportError('RAPPORT_BAD_TIME', `${name} must be an ISO 8601 time between 1900 and 2200, such as 2026-03-01T10:15:00.000Z`, { errors: [{ path: name, code: 'time', message: 'must be an ISO 8601 time' }] });
  return moment;
}

export function formatTime(moment: Moment): string {
  return new Date(moment).toISOString();
}

/** The number of the UTC day that holds the moment, counted from 1970-01-01. */
export function dayOf(moment: Moment): number {
  return Math.floor(moment / DAY);
}

/** NaN for one that there cannot be. */
function offsetOf(offset: string): number {
  if (offset === 'Z') return 0;
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))];
  return hours < 24 && minutes < 60 ? (offset.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * MINUTE) : Number.NaN;
}
