import { type Moment, parseTime } from '#kernel';
import { Season } from './season';

export interface LivesOptions {
  /** Names the company's whole history: a whole number from 0. */
  readonly seed: number;
  /** How many customers come along; the first six are the hand-written characters. */
  readonly customers: number;
  /** ISO time or date of the first day. Default 2024-11-01, for which the characters' stories are written. */
  readonly from?: string;
  /** Default 24. */
  readonly months?: number;
  /** Stop after so many deliveries, repeated ones included. Default: when all lives are told. */
  readonly touchpoints?: number;
  /** Share of touchpoints that are delivered an hour to a week after they happened. Default 0.03. */
  readonly lateShare?: number;
  /** Share of touchpoints that are delivered a second time, unchanged. Default 0.01. */
  readonly duplicateShare?: number;
  /** Share of devices whose clock is wrong by minutes to days. Default 0.02. */
  readonly clockFaultShare?: number;
}

/** The options with every default filled in. */
export interface Setting {
  readonly seed: number;
  readonly customers: number;
  readonly from: Moment;
  /** Exclusive: nothing happens from here on, though a late delivery may still arrive. */
  readonly to: Moment;
  readonly touchpoints: number;
  readonly lateShare: number;
  readonly duplicateShare: number;
  readonly clockFaultShare: number;
  readonly season: Season;
}

/** @throws RangeError for numbers that make no sense, RAPPORT_BAD_TIME for a broken `from`. */
export function settingOf(options: LivesOptions): Setting {
  const { seed, customers, from = '2024-11-01', months = 24, touchpoints = Infinity, lateShare = 0.03, duplicateShare = 0.01, clockFaultShare = 0.02 } = options;
  whole({ seed, customers, months, ...(touchpoints === Infinity ? {} : { touchpoints }) });
  share({ lateShare, duplicateShare, clockFaultShare });
  const start = parseTime(from, 'from');
  const day = new Date(start);
  const end = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, day.getUTCDate());
  return { seed, customers, from: start, to: end, touchpoints, lateShare, duplicateShare, clockFaultShare, season: new Season(start, end) };
}

function whole(numbers: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(numbers)) if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name} must be a whole number from 0`);
}

function share(numbers: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(numbers)) if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} must be between 0 and 1`);
}
