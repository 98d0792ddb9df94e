import type { KeyRange } from '#read-models';

/**
 * The part of the customers that one projector folds: everybody, or one of several equal ranges of their ids. Ids are uuids made by a hash, so ranges of
 * them are of equal size, and a range is read in order without an index of its own.
 */
export interface Territory {
  /** From 0. */
  readonly number: number;
  /** How many there are; 1: everybody. */
  readonly count: number;
  readonly range: KeyRange;
  /** What the names of its checkpoints end with. */
  readonly suffix: string;
}

export const EVERYBODY: Territory = { number: 0, count: 1, range: {}, suffix: '' };

/** Hexadecimal digits of an id that a border is made of. */
const DIGITS = 4;

/** One of `count` ranges of customer ids. */
export function territoryOf(number: number, count: number): Territory {
  const border = (index: number): string => Math.floor((index * 16 ** DIGITS) / count).toString(16).padStart(DIGITS, '0');
  return {
    number,
    count,
    range: { ...(number > 0 ? { from: border(number) } : {}), ...(number < count - 1 ? { below: border(number + 1) } : {}) },
    suffix: `#${String(number)}/${String(count)}`,
  };
}

export function territories(count: number): Territory[] {
  return Array.from({ length: count }, (_, number) => territoryOf(number, count));
}

export function isWithin({ from, below }: KeyRange, id: string): boolean {
  return (from === undefined || id >= from) && (below === undefined || id < below);
}
