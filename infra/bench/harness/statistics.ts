import type { Figures } from '../benchmark';

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that at least the share of all values does not exceed (nearest rank); of two in the middle the median is their mean. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * sorted.length;
  const upper = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(place) - 1))];
  if (upper === undefined) throw new RangeError('there is no quantile of nothing');
  if (share !== 0.5 || sorted.length % 2 === 1) return upper;
  return (upper + (sorted[sorted.length / 2] ?? upper)) / 2;
}

/** The median of each figure over several rounds. */
export function medians(rounds: readonly Figures[]): Figures {
  const names = new Set(rounds.flatMap((round) => Object.keys(round)));
  return Object.fromEntries([...names].map((name) => [name, median(rounds.flatMap((round) => round[name] ?? []))]));
}
