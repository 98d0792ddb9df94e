import type { Find } from '../read-model-store';
import type { KnownCollection } from './collection-catalogue';
import type { Conditions } from './conditions';

/** Documents up to which it is better to read all that satisfy a filter, and order what is left, than to follow the order and look each up. */
const FEW = 1_000;

/** The collection whose filters few documents satisfy; undefined where there is none, or no choice: then the page's own order is followed. */
export async function chooseDriver({ from, sort, keys }: Pick<Find, 'from' | 'sort' | 'keys'>, filters: Conditions, collections: ReadonlyMap<string, KnownCollection>): Promise<KnownCollection | undefined> {
  if (keys || new Set([from, ...(sort ? [sort.collection] : []), ...filters.keys()]).size === 1) return undefined;
  const counted = await Promise.all([...filters].flatMap(([id, conditions]) => {
    const collection = collections.get(id);
    return collection ? [collection.documents.countDocuments({ $and: [...conditions] }, { limit: FEW }).then((count) => ({ collection, count }))] : [];
  }));
  const least = counted.sort((a, b) => a.count - b.count)[0];
  return least && least.count < FEW ? least.collection : undefined;
}
