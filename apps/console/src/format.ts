import { platformNow } from './clock';

/** The reader's English, or British English: the console's sentences are English, so its dates and numbers are. */
const LOCALE = navigator.languages.find((language) => language.startsWith('en')) ?? 'en-GB';

const day = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'long', year: 'numeric' });
const shortDay = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
const minute = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });
const month = new Intl.DateTimeFormat(LOCALE, { month: 'short', timeZone: 'UTC' });
const monthYear = new Intl.DateTimeFormat(LOCALE, { month: 'long', year: 'numeric', timeZone: 'UTC' });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });
const decimal = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const fine = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 });
const cents = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const percentage = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });
const monies = new Map<string, Intl.NumberFormat>();

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const formatDay = (time: string | number): string => written(time, day);
export const formatShortDay = (time: string | number): string => written(time, shortDay);
export const formatTime = (time: string | number): string => written(time, minute);
export const formatClock = (time: string | number): string => written(time, clock);
/** Of a period as `2026-01`. */
export const formatMonth = (period: string): string => written(`${period}-01`, month);
export const formatMonthYear = (period: string): string => written(`${period}-01`, monthYear);

/** A moment of the address: the day alone where it is the end of a day, `position 17` where it is one. */
export function formatMoment(at: string): string {
  if (/^\d+$/.test(at)) return `position ${at}`;
  const time = new Date(at);
  return isEndOfDay(time) ? written(at, day) : written(at, minute);
}

/** As a `datetime-local` field wants it. */
export function localMinute(time: number): string {
  return new Date(time - new Date(time).getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
}

export function endOfDay(time: number): number {
  return new Date(time).setHours(23, 59, 59, 999);
}

function isEndOfDay(time: Date): boolean {
  return time.getTime() === endOfDay(time.getTime());
}

export function formatAgo(time: string | number, now: number = platformNow()): string {
  const past = new Date(time).getTime() - now;
  if (Number.isNaN(past)) return String(time);
  const steps = [['year', 365 * DAY, 2], ['month', 30 * DAY, 2], ['day', DAY, 1], ['hour', HOUR, 1], ['minute', MINUTE, 1]] as const;
  for (const [unit, size, least] of steps) if (Math.abs(past) >= least * size) return relative.format(Math.trunc(past / size), unit);
  return 'just now';
}

export function formatDuration(seconds: number): string {
  if (seconds < 1) return 'under a second';
  if (seconds < 90) return `${whole.format(seconds)} s`;
  if (seconds < 90 * 60) return `${whole.format(seconds / 60)} min`;
  return seconds < 48 * 3600 ? `${decimal.format(Math.round(seconds / 360) / 10)} h` : `${whole.format(seconds / 86_400)} days`;
}

/** Small fractions keep their first three digits. */
export function formatNumber(value: number): string {
  return value !== 0 && Math.abs(value) < 1 ? fine.format(value) : decimal.format(value);
}

export const formatCount = (value: number): string => whole.format(value);
export const formatPercent = (share: number): string => percentage.format(share);

export function formatMoney(amount: number, currency: string | undefined): string {
  if (currency === undefined || !/^[A-Z]{3}$/.test(currency)) return cents.format(amount);
  let money = monies.get(currency);
  if (money === undefined) monies.set(currency, (money = new Intl.NumberFormat(LOCALE, { style: 'currency', currency })));
  return money.format(amount);
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${formatCount(count)} ${count === 1 ? one : many}`;

/** `won-back` and `lastOrderAt` as words. */
export function words(name: string): string {
  const text = name.replaceAll(/[-_.]+/g, ' ').replaceAll(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return SPELT.get(text) ?? text;
}

export const titled = (name: string): string => words(name).replace(/^./, (letter) => letter.toUpperCase());

/** The ends of a long id; the whole belongs into the title. */
export function shortId(id: string): string {
  return id.length <= 14 ? id : `${id.slice(0, 8)}…${id.slice(-3)}`;
}

const SPELT = new Map([['rfm', 'RFM'], ['url', 'URL'], ['id', 'ID'], ['email', 'e-mail']]);

function written(time: string | number, format: Intl.DateTimeFormat): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : format.format(date);
}
