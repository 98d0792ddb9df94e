import type { Random } from '#testing/lives';
import { LEASE_SECONDS, OWN_COST, READ_COST } from './plan';

export interface Scenario {
  readonly projectors: number;
  /** Part of all events that falls to each partition. */
  readonly shares: Float64Array;
  readonly seconds: number;
  /** Events per second that are appended in a second of the run. */
  readonly rate: (second: number) => number;
  /** Mean seconds between two kills of a projector; each comes back after a minute. Infinity for none. */
  readonly killEvery: number;
}

export interface Outcome {
  readonly kills: number;
  /** How many times a partition changed hands. */
  readonly moves: number;
  /** Age in seconds of the oldest event not yet folded, over all partitions and seconds. */
  readonly lagMedian: number;
  readonly lagP99: number;
  readonly lagMax: number;
  /** Largest part of a second that any projector was busy, on average over the run. */
  readonly busiest: number;
  /** Events that the slowest partition has not folded at the end. */
  readonly behind: number;
}

interface Projector {
  downUntil: number;
  busy: number;
}

interface Partition {
  owner: number | undefined;
  /** From when the partition of a lost owner may be taken. */
  freeAt: number;
  /** Up to which event of the log it is folded. */
  position: number;
}

const DOWN_SECONDS = 60;

/**
 * Projectors that divide the partitions among themselves and read the whole log in order, second by second. A projector reads once for all its partitions that stand at the same place; those that it takes
 * over from a lost one stand further back and are read for apart until they have caught up. Events flow like water: each partition gets its share of every second.
 * @throws Error if an invariant of the plan breaks: a partition that goes back, runs ahead of the log, or has an owner that is down.
 */
export function simulateProjectors(random: Random, { projectors: count, shares, seconds, rate, killEvery }: Scenario): Outcome {
  const projectors = Array.from({ length: count }, (): Projector => ({ downUntil: 0, busy: 0 }));
  const partitions = Array.from(shares, (): Partition => ({ owner: undefined, freeAt: 0, position: 0 }));
  const arrived = new Float64Array(seconds + 1);
  const lags = new Float64Array(seconds);
  let [kills, moves] = [0, 0];
  for (let now = 0; now < seconds; now += 1) {
    const head = (arrived[now] ?? 0) + rate(now);
    arrived[now + 1] = head;
    if (random.chance(1 / killEvery)) kills += kill(random, projectors, partitions, now);
    moves += assign(projectors, partitions, now);
    projectors.forEach((projector, index) => {
      if (projector.downUntil <= now) projector.busy += work(partitions, shares, index, head);
    });
    check(partitions, projectors, head, now);
    lags[now] = now + 1 - secondOf(arrived, Math.min(...partitions.map(({ position }) => position)), now + 1);
  }
  const sorted = lags.slice().sort();
  const at = (part: number): number => sorted[Math.min(seconds - 1, Math.floor(part * seconds))] ?? 0;
  return {
    kills, moves, lagMedian: at(0.5), lagP99: at(0.99), lagMax: at(1),
    busiest: Math.max(...projectors.map(({ busy }) => busy / seconds)),
    behind: (arrived[seconds] ?? 0) - Math.min(...partitions.map(({ position }) => position)),
  };
}

/** Events per second that so many projectors keep up with, live. */
export function sustainable(shares: Float64Array, projectors: number): number {
  const parts = new Float64Array(projectors);
  shares.forEach((share, index) => { parts[index % projectors] = (parts[index % projectors] ?? 0) + share; });
  return 1 / (READ_COST + Math.max(...parts) * OWN_COST);
}

function kill(random: Random, projectors: readonly Projector[], partitions: readonly Partition[], now: number): number {
  const up = projectors.flatMap(({ downUntil }, index) => (downUntil <= now ? [index] : []));
  const [first, ...others] = up;
  // The last one is left alone: nobody would be there to take over.
  if (first === undefined || others.length === 0) return 0;
  const victim = random.pick([first, ...others]);
  const projector = projectors[victim];
  if (projector) projector.downUntil = now + DOWN_SECONDS;
  for (const partition of partitions) {
    if (partition.owner !== victim) continue;
    partition.owner = undefined;
    partition.freeAt = now + LEASE_SECONDS;
  }
  return 1;
}

/** Partitions without an owner go to whoever has the fewest; who has more than one too many gives one up, cleanly and so without a wait. */
function assign(projectors: readonly Projector[], partitions: readonly Partition[], now: number): number {
  const up = projectors.flatMap(({ downUntil }, index) => (downUntil <= now ? [index] : []));
  const held = new Map(up.map((index) => [index, partitions.filter(({ owner }) => owner === index)]));
  const byLoad = (): [number, Partition[]][] => [...held].sort(([, a], [, b]) => a.length - b.length);
  let moves = 0;
  for (const partition of partitions) {
    if (partition.owner !== undefined || partition.freeAt > now) continue;
    const [least] = byLoad();
    if (!least) break;
    partition.owner = least[0];
    least[1].push(partition);
    moves += 1;
  }
  for (let [least, most] = [byLoad()[0], byLoad().at(-1)]; least && most && most[1].length > least[1].length + 1; [least, most] = [byLoad()[0], byLoad().at(-1)]) {
    const given = most[1].pop();
    if (!given) break;
    given.owner = least[0];
    least[1].push(given);
    moves += 1;
  }
  return moves;
}

/** One second of a projector's time, the partitions furthest back first. Answers with the part of it that was used. */
function work(partitions: readonly Partition[], shares: Float64Array, owner: number, head: number): number {
  let left = 1;
  for (;;) {
    const own = partitions.flatMap((partition, index) => (partition.owner === owner && partition.position < head ? [{ partition, share: shares[index] ?? 0 }] : []));
    if (own.length === 0 || left <= 1e-9) return 1 - left;
    const back = Math.min(...own.map(({ partition }) => partition.position));
    const together = own.filter(({ partition }) => partition.position === back);
    const next = Math.min(head, ...own.flatMap(({ partition: { position } }) => (position > back ? [position] : [])));
    const cost = READ_COST + together.reduce((sum, { share }) => sum + share, 0) * OWN_COST;
    const reached = Math.min(next, back + left / cost);
    left -= (reached - back) * cost;
    for (const { partition } of together) partition.position = reached;
    if (reached < next) return 1;
  }
}

function check(partitions: readonly Partition[], projectors: readonly Projector[], head: number, now: number): void {
  for (const { owner, position } of partitions) {
    if (position > head) throw new Error('a partition ran ahead of the log');
    if (owner !== undefined && (projectors[owner]?.downUntil ?? Infinity) > now) throw new Error('a projector that is down owns a partition');
  }
}

/** The second in which the event at a position was appended; the end where all are folded. */
function secondOf(arrived: Float64Array, position: number, end: number): number {
  let [low, high] = [0, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((arrived[middle + 1] ?? Infinity) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
