import { DAY, dayOf, HOUR, MINUTE, type Moment } from '#kernel';
import type { Random } from './random';

/** When people shop: a share for each hour of the UTC day (Central Europe is an hour or two ahead). */
const SHOPPING = [1, 1, 0, 0, 1, 2, 4, 6, 7, 8, 8, 8, 7, 7, 7, 7, 8, 10, 13, 14, 12, 8, 4, 2];

/** A moment of the same day at an hour at which people shop, not before `earliest`. */
export function shoppingTime(random: Random, at: Moment, earliest: Moment): Moment {
  const wished = dayOf(at) * DAY + random.weighted(SHOPPING) * HOUR + random.unit() * HOUR;
  return wished >= earliest ? wished : Math.max(at, earliest);
}

/** The next moment, from this one on, at which somebody sits at a desk: Monday to Friday, 7:30 to 16:30 UTC. */
export function officeTime(random: Random, at: Moment): Moment {
  const opens = 7.5 * HOUR;
  let day = dayOf(at);
  let within = at - day * DAY;
  if (within > 16.5 * HOUR) {
    day += 1;
    within = 0;
  }
  while (isWeekend(day)) {
    day += 1;
    within = 0;
  }
  return day * DAY + (within >= opens ? within : opens + random.unit() * 90 * MINUTE);
}

/** 1970-01-01 was a Thursday. */
function isWeekend(day: number): boolean {
  return (day + 3) % 7 > 4;
}
