import { laterPosition, type Position, START } from '#kernel';

/**
 * How far each of several readers of one log has come, by name. A join-semilattice: checkpoints only grow, and joining two sets of them in any order, any
 * number of times, gives the same; so a repeated or overtaken commit can never take a reader back.
 */
export type Checkpoints = Readonly<Record<string, Position>>;

export const NO_CHECKPOINTS: Checkpoints = {};

/** Where a reader stands; the start for one that has not begun. */
export function standing(checkpoints: Checkpoints, name: string): Position {
  return checkpoints[name] ?? START;
}

/** The least set that is as far as both: by name, the later one. */
export function join(a: Checkpoints, b: Checkpoints): Checkpoints {
  return Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].sort().map((name) => [name, laterPosition(standing(a, name), standing(b, name))]));
}

/** All of the names brought to a position, none back. */
export function advance(checkpoints: Checkpoints, names: Iterable<string>, position: Position): Checkpoints {
  return join(checkpoints, Object.fromEntries([...names].map((name) => [name, position])));
}

/** Whether a is at least as far as b, for every name of b. */
export function covers(a: Checkpoints, b: Checkpoints): boolean {
  return Object.keys(b).every((name) => standing(a, name) >= standing(b, name));
}

/** The names that stand elsewhere than at the position: they cannot be folded on with those that stand there. */
export function apartFrom(checkpoints: Checkpoints, names: Iterable<string>, position: Position): string[] {
  return [...names].filter((name) => standing(checkpoints, name) !== position);
}

/** From where all of the names can be read on together without a gap: the earliest of them. */
export function earliest(checkpoints: Checkpoints, names: Iterable<string>): Position {
  const positions = [...names].map((name) => standing(checkpoints, name));
  return positions.reduce((low, each) => (each < low ? each : low), positions[0] ?? START);
}
