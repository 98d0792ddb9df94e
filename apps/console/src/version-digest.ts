import type { Difference, Json, VersionComparison } from './shapes';

/** One value that turns into another, and for how many customers. */
export interface Move extends Difference {
  readonly count: number;
}

export interface VersionDigest {
  /** Changes that are the same for everybody, as the version of the rules itself. */
  readonly everywhere: readonly Difference[];
  /** Who changes besides that. */
  readonly items: VersionComparison['items'];
  /** Among them, changes from one word to another, the most frequent first. */
  readonly moves: readonly Move[];
}

/** More different values than this are no categories. */
const CATEGORIES = 24;
const LONGEST_WORD = 40;

/** What a comparison of two versions comes down to; `fields` in the order of their importance. */
export function digestOf({ items, changed }: VersionComparison, fields: readonly string[]): VersionDigest {
  const [first] = items;
  const everywhere = items.length < 2 || items.length < changed ? [] : (first?.changes ?? []).filter((change) => items.every(({ changes }) => changes.some((other) => isSame(other, change))));
  const others = items.flatMap(({ customerId, changes }) => {
    const own = changes.filter((change) => !everywhere.some((shared) => isSame(shared, change)));
    return own.length === 0 ? [] : [{ customerId, changes: own }];
  });
  return { everywhere, items: others, moves: movesOf(others.flatMap(({ changes }) => changes), fields) };
}

function movesOf(changes: readonly Difference[], fields: readonly string[]): Move[] {
  const moves = new Map<string, Move>();
  for (const change of changes) {
    if (!isWord(change.before) || !isWord(change.after)) continue;
    const key = JSON.stringify([change.path, change.before, change.after]);
    moves.set(key, { ...change, count: (moves.get(key)?.count ?? 0) + 1 });
  }
  const all = [...moves.values()];
  const isCategory = ({ path }: Move) => new Set(all.filter((move) => move.path === path).flatMap(({ before, after }) => [before, after])).size <= CATEGORIES;
  const rank = ({ path }: Move) => (fields.includes(path) ? fields.indexOf(path) : fields.length);
  return all.filter(isCategory).sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path) || b.count - a.count);
}

/** A name out of few, rather than a sentence or a time; or its absence. */
function isWord(value: Json | undefined): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.length <= LONGEST_WORD && !/^\d{4}-\d\d/.test(value));
}

function isSame(a: Difference, b: Difference): boolean {
  return a.path === b.path && JSON.stringify([a.before, a.after]) === JSON.stringify([b.before, b.after]);
}
