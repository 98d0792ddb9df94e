import type { Count, FieldCount, FieldValue } from '../read-model-store';
import { chooseDriver } from './choose-driver';
import { indexName, type KnownCollection, typeOf } from './collection-catalogue';
import { type Conditions, conditionsOf, has } from './conditions';
import { type Document, MinKey } from './driver';
import { joinedRows } from './joined-rows';
import { fieldPath } from './stored-form';

interface Group extends Document {
  readonly _id: FieldValue | null;
  readonly count: number;
}

/** How many documents have each value of a field, the most frequent first. */
export async function countBy({ from, by, where = [] }: Count, collections: ReadonlyMap<string, KnownCollection>): Promise<FieldCount[]> {
  const start = collections.get(from);
  const filters = conditionsOf(where, collections);
  if (!start) return [];
  typeOf(start, by);
  if (!filters) return [];
  const path = fieldPath(by);
  const driver = (await chooseDriver({ from }, filters, collections)) ?? start;
  const all: Conditions = new Map([...filters, [from, [...(filters.get(from) ?? []), { shown: true }]]]);
  const unfiltered = driver === start && !filters.has(from);
  const conditions = unfiltered ? new Map([...all, [from, wholeIndex(by)]]) : all;
  const stages = [
    ...joinedRows({ driver, conditions, value: { collection: from, path } }, (id) => collections.get(id)?.documents.collectionName ?? id),
    { $group: { _id: '$value', count: { $sum: 1 } } },
    { $sort: { count: -1, _id: 1 } },
  ];
  const groups = await driver.documents.aggregate<Group>(stages, { allowDiskUse: true, ...(unfiltered ? { hint: indexName(by) } : {}) }).toArray();
  return groups.map(({ _id, count }) => ({ value: _id, count }));
}

/** How many documents there are to show: from an index, where there is one, since documents may be large. */
export function countShown({ fields, documents }: KnownCollection): Promise<number> {
  const [field] = fields;
  return field ? documents.countDocuments({ $and: wholeIndex(field.name) }, { hint: indexName(field.name) }) : documents.countDocuments({ shown: true });
}

export function countHaving(collection: KnownCollection, field: string): Promise<number> {
  return collection.documents.countDocuments(has(collection, field));
}

/** The values at ranks of the field's ascending order. */
export async function valuesAt(collection: KnownCollection, field: string, ranks: readonly number[]): Promise<(FieldValue | null)[]> {
  const path = fieldPath(field);
  const having = has(collection, field);
  const values = new Map<number, FieldValue | null>();
  for (const rank of new Set(ranks)) {
    const [found] = await collection.documents.aggregate<{ value?: FieldValue }>([{ $match: having }, { $sort: { [path]: 1, _id: 1 } }, { $skip: rank }, { $limit: 1 }, { $project: { _id: 0, value: `$${path}` } }]).toArray();
    values.set(rank, found?.value ?? null);
  }
  return ranks.map((rank) => values.get(rank) ?? null);
}

/** Each document that there is to show, by what a field's index alone says. */
function wholeIndex(field: string): Document[] {
  return [{ [fieldPath(field)]: { $gte: new MinKey() } }, { shown: true }];
}
