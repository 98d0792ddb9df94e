import { DAY, formatTime, type Moment } from '#kernel';

/** The UTC day so many months before the day of `now`, as `2024-11-23`. */
export function firstDay(now: Moment, months: number): string {
  const today = new Date(Math.floor(now / DAY) * DAY);
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth() - months];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return formatTime(Date.UTC(year, month, Math.min(today.getUTCDate(), lastOfMonth))).slice(0, 10);
}
