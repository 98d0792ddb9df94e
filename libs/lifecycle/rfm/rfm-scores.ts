/** Quintile bounds of one dimension: a value scores 1 below the first and one more at or above each. */
export type Cuts = readonly number[];

export interface RfmCuts {
  readonly recency: Cuts;
  readonly frequency: Cuts;
  readonly monetary: Cuts;
}

/** A segment of the score cube: inclusive ranges of r, f and m. */
export interface RfmSegment {
  readonly name: string;
  readonly r: readonly [number, number];
  readonly f: readonly [number, number];
  readonly m: readonly [number, number];
}

/** Which segments there are, first match first: data with a version, since vendors differ and there is no standard. */
export interface RfmRules {
  readonly version: number;
  readonly segments: readonly RfmSegment[];
}

const named = (name: string, r: [number, number], f: [number, number], m: [number, number]): RfmSegment => ({ name, r, f, m });

const CHAMPIONS = named('Champions', [4, 5], [4, 5], [4, 5]);
const LOYAL = named('Loyal', [2, 5], [3, 5], [3, 5]);
const POTENTIAL_LOYALIST = named('Potential Loyalist', [3, 5], [1, 3], [1, 3]);
const NEW = named('New', [4, 5], [1, 1], [1, 1]);
const PROMISING = named('Promising', [3, 4], [1, 1], [1, 1]);
const NEED_ATTENTION = named('Need Attention', [2, 3], [2, 3], [2, 3]);
const ABOUT_TO_SLEEP = named('About To Sleep', [2, 3], [1, 2], [1, 2]);
const AT_RISK = named('At Risk', [1, 2], [2, 5], [2, 5]);
const CANT_LOSE = named('Can\'t Lose', [1, 1], [4, 5], [4, 5]);
const LOST = named('Lost', [1, 2], [1, 2], [1, 2]);

/** The published table in its published order (R package rfm, tests/testthat/test-rfm-segment.R). In this order three of its segments are never reached. */
export const publishedSegments: RfmRules = { version: 1, segments: [CHAMPIONS, LOYAL, POTENTIAL_LOYALIST, NEW, PROMISING, NEED_ATTENTION, ABOUT_TO_SLEEP, AT_RISK, CANT_LOSE, LOST] };

/** The same boxes with the specific ones first, so that each is reached. */
export const specificSegments: RfmRules = { version: 2, segments: [CHAMPIONS, NEW, PROMISING, CANT_LOSE, LOYAL, POTENTIAL_LOYALIST, NEED_ATTENTION, ABOUT_TO_SLEEP, AT_RISK, LOST] };

export const OTHERS = 'Others';

/** 1 to 5, 5 the highest values. */
export function quintileOf(value: number, cuts: Cuts): number {
  return 1 + cuts.filter((cut) => value >= cut).length;
}

export function segmentOf(r: number, f: number, m: number, { segments }: RfmRules): string {
  const within = (value: number, [low, high]: readonly [number, number]): boolean => value >= low && value <= high;
  return segments.find((segment) => within(r, segment.r) && within(f, segment.f) && within(m, segment.m))?.name ?? OTHERS;
}

/**
 * The upper-exclusive bounds of the quintiles: quantiles of type 7 (Hyndman & Fan 1996) at 20, 40, 60 and 80 %, plus 1 (R package rfm, R/utils.R).
 * `valueAt` answers the value at a rank, from 0, of the ascending order.
 */
export function quintileCuts(count: number, valueAt: (rank: number) => number): Cuts {
  return [0.2, 0.4, 0.6, 0.8].map((share) => {
    const place = (count - 1) * share;
    const low = Math.floor(place);
    const below = valueAt(low);
    const above = valueAt(Math.min(low + 1, count - 1));
    return Math.round((below + (place - low) * (above - below) + 1) * 1e6) / 1e6;
  });
}

/** The ranks that {@link quintileCuts} asks for. */
export function quintileRanks(count: number): number[] {
  return [...new Set([0.2, 0.4, 0.6, 0.8].flatMap((share) => [Math.floor((count - 1) * share), Math.min(Math.floor((count - 1) * share) + 1, count - 1)]))];
}
