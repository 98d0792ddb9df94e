import type { KnownCollection } from './collection-catalogue';
import type { Conditions } from './conditions';
import type { Document } from './driver';

/** Which keys, with which value, in which order. */
export interface Rows {
  /** The collection that is read first, along one of its indexes. */
  readonly driver: KnownCollection;
  /** What documents of each collection must satisfy, that of `driver` included. */
  readonly conditions: Conditions;
  /** Keys for which there is no such document, beside those. */
  readonly without?: { readonly collection: string; readonly condition: Document } | undefined;
  /** The path, within one of the collections, of the value that comes with the key. */
  readonly value?: { readonly collection: string; readonly path: string } | undefined;
  readonly order?: { readonly by: 'value' | 'key'; readonly direction: 1 | -1 } | undefined;
  readonly limit?: number | undefined;
}

/** The stages that answer rows `{ _id: key, value }` of documents of one key in several collections. */
export function joinedRows({ driver, conditions, without, value, order, limit }: Rows, nameOf: (id: string) => string): Document[] {
  const own = value?.collection === driver.id ? value.path : undefined;
  const others = [...conditions].filter(([id]) => id !== driver.id);
  const ownOrder = order && (order.by === 'key' || own !== undefined) ? { ...(order.by === 'value' && own !== undefined ? { [own]: order.direction } : {}), _id: order.direction } : undefined;
  return [
    { $match: all(conditions.get(driver.id) ?? []) },
    ...(ownOrder ? [{ $sort: ownOrder }] : []),
    // A document may be large, and a join carries it along. The last projection is enough where there is none.
    ...(others.length > 0 || without ? [{ $project: { _id: 1, ...(own === undefined ? {} : { value: `$${own}` }) } }] : []),
    ...others.flatMap(([id, each]) => join(nameOf(id), all(each), value?.collection === id ? value.path : undefined)),
    ...(without ? [lookUp(nameOf(without.collection), without.condition, {}), { $match: { joined: [] } }] : []),
    ...(order && !ownOrder ? [{ $sort: { value: order.direction, _id: order.direction } }] : []),
    ...(limit === undefined ? [] : [{ $limit: limit }]),
    { $project: { _id: 1, ...(value === undefined ? {} : { value: own !== undefined && others.length === 0 && !without ? `$${own}` : 1 }) } },
  ];
}

function join(collection: string, condition: Document, path: string | undefined): Document[] {
  return [
    lookUp(collection, condition, path === undefined ? {} : { value: `$${path}` }),
    { $match: { joined: { $ne: [] } } },
    ...(path === undefined ? [] : [{ $set: { value: { $first: '$joined.value' } } }]),
  ];
}

function lookUp(from: string, condition: Document, projection: Document): Document {
  return { $lookup: { from, localField: '_id', foreignField: '_id', pipeline: [{ $match: condition }, { $project: { _id: 1, ...projection } }], as: 'joined' } };
}

function all(conditions: readonly Document[]): Document {
  return conditions.length === 0 ? {} : { $and: conditions };
}
