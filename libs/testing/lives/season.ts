import { DAY, dayOf, type Moment } from '#kernel';

/** How much more or less is bought than on a plain day: January to December. */
const MONTHS = [0.85, 0.85, 0.9, 0.95, 0.95, 0.8, 0.7, 0.75, 0.95, 1.05, 1.45, 1.9] as const;
/** The parcels no longer come in time for Christmas. */
const LAST_ORDERS = 20;
const AFTER_LAST_ORDERS = 0.6;

/**
 * The company's year as a clock that runs faster before Christmas: a customer who buys every so many weeks of season time buys more often when everybody does.
 * That makes a Poisson process with a rate that changes (time change; Çınlar 1975, section 4.7), and keeps each customer's own cadence.
 */
export class Season {
  /** Season days passed until the start of each day. */
  private readonly passed: Float64Array;
  private readonly firstDay: number;

  constructor(from: Moment, to: Moment) {
    this.firstDay = dayOf(from);
    const days = dayOf(to) - this.firstDay + 2;
    this.passed = new Float64Array(days + 1);
    for (let day = 0; day < days; day += 1) this.passed[day + 1] = this.past(day) + busyness((this.firstDay + day) * DAY);
  }

  /** The moment so many weeks of season time later; some moment past the story's end where that is not within it. */
  after(at: Moment, weeks: number): Moment {
    const day = dayOf(at) - this.firstDay;
    const target = this.past(day) + (at / DAY - dayOf(at)) * this.weight(day) + weeks * 7;
    let low = day;
    let high = this.passed.length - 1;
    if (this.past(high) <= target) return (this.firstDay + high) * DAY;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.past(middle) <= target) low = middle;
      else high = middle;
    }
    return (this.firstDay + low + (target - this.past(low)) / this.weight(low)) * DAY;
  }

  private past(day: number): number {
    return this.passed[day] ?? 0;
  }

  private weight(day: number): number {
    return this.past(day + 1) - this.past(day);
  }
}

/** How busy the shop is on the day, against a plain one. */
export function busyness(at: Moment): number {
  const date = new Date(at);
  const month = date.getUTCMonth();
  if (month === 11 && date.getUTCDate() > LAST_ORDERS) return AFTER_LAST_ORDERS;
  return MONTHS[month] ?? 1;
}
