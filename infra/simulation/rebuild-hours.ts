import { MEASURED, PLAN } from './plan';

export interface RebuildHours {
  readonly read: number;
  readonly fold: number;
  readonly write: number;
  /** All of it: reading comes first, folding and writing go on together. */
  readonly total: number;
  /** What part of the workers' time in the folds was work: the rest is waiting for the heaviest partition. */
  readonly efficiency: number;
}

/**
 * Hours of a whole rebuild: so many readers take a stretch of the log each and spill it by partition; then so many cores take partition after partition, the heaviest first, and fold it customer by customer;
 * each document is inserted once, over so many connections.
 */
export function rebuildHours(shares: Float64Array, { readers, cores, connections }: { readers: number; cores: number; connections: number }): RebuildHours {
  const loads = new Float64Array(cores);
  for (const share of shares.slice().sort().reverse()) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest] = (loads[lightest] ?? 0) + share;
  }
  const heaviest = Math.max(...loads);
  const read = PLAN.events / (MEASURED.read * readers) / 3600;
  const fold = (PLAN.events * heaviest) / MEASURED.fold / 3600;
  const write = (PLAN.customers * PLAN.readModels) / (MEASURED.insert * connections) / 3600;
  return { read, fold, write, total: read + Math.max(fold, write), efficiency: 1 / cores / heaviest };
}
