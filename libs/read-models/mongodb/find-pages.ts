import type { Find, Found, PageEnd, Sort } from '../read-model-store';
import { type KnownCollection, typeOf } from './collection-catalogue';
import { type Conditions, conditionsOf, has } from './conditions';
import { chooseDriver } from './choose-driver';
import type { Document } from './driver';
import { joinedRows, type Rows } from './joined-rows';
import { fieldPath, indexed } from './stored-form';

interface Row extends Document {
  readonly _id: string;
  readonly value?: PageEnd['value'];
}

/** A stretch of the order in which documents are found. */
type Stretch = Pick<Rows, 'value' | 'order' | 'without'> & { readonly conditions: readonly (readonly [collection: string, condition: Document])[] };

/** One page of a {@link Find}: stretches of an index one after the other, until it is full. */
export async function findPage(query: Find, collections: ReadonlyMap<string, KnownCollection>): Promise<Found> {
  const { from, where = [], keys, limit } = query;
  const filters = conditionsOf(where, collections);
  const stretches = stretchesOf(query, collections);
  const start = collections.get(from);
  if (!filters || !start || limit <= 0) return { keys: [] };
  const driver = await chooseDriver(query, filters, collections);
  const found: PageEnd[] = [];
  for (const { conditions, value, order, without } of stretches) {
    if (found.length >= limit) break;
    const reading = driver ?? collections.get(value?.collection ?? from) ?? start;
    const all = joined(filters, [...conditions, [from, { shown: true }], ...(keys ? [[reading.id, { _id: { $in: [...keys] } }] as const] : [])]);
    const stages = joinedRows({ driver: reading, conditions: all, value, order, without, limit: limit - found.length }, (id) => collections.get(id)?.documents.collectionName ?? id);
    const rows = await reading.documents.aggregate<Row>(stages, { allowDiskUse: true }).toArray();
    found.push(...rows.map((row): PageEnd => (query.sort ? { key: row._id, value: row.value ?? null } : { key: row._id })));
  }
  const last = found.at(-1);
  return { keys: found.map(({ key }) => key), ...(last && found.length === limit ? { next: last } : {}) };
}

function stretchesOf({ from, sort, after }: Find, collections: ReadonlyMap<string, KnownCollection>): Stretch[] {
  const beyondKey = (key: string | undefined, descending = false): Stretch['conditions'] => (key === undefined ? [] : [[from, { _id: { [descending ? '$lt' : '$gt']: key } }]]);
  if (!sort) return [{ conditions: beyondKey(after?.key), order: { by: 'key', direction: 1 } }];
  const sorting = collections.get(sort.collection);
  if (!sorting) return [];
  const lacking = { ...lackingField(sort, sorting, from), order: { by: 'key', direction: 1 } } as const;
  if (after?.value === null) return [{ ...lacking, conditions: [...lacking.conditions, ...beyondKey(after.key)] }];
  const path = fieldPath(sort.field);
  const value = { collection: sort.collection, path };
  const direction = sort.descending ? -1 : 1;
  const order = { by: 'value', direction } as const;
  const end = after?.value === undefined ? undefined : indexed(typeOf(sorting, sort.field), after.value);
  if (!after || end === undefined) return [{ conditions: [[sort.collection, has(sorting, sort.field)]], value, order }, lacking];
  return [
    { conditions: [[sort.collection, { [path]: end }], ...beyondKey(after.key, sort.descending)], value, order: { by: 'key', direction } },
    { conditions: [[sort.collection, { [path]: { [sort.descending ? '$lt' : '$gt']: end } }]], value, order },
    lacking,
  ];
}

function lackingField({ collection, field }: Sort, sorting: KnownCollection, from: string): Pick<Stretch, 'conditions' | 'without'> {
  // A value of none is what the index holds for a document without the field.
  if (collection === from) return { conditions: [[collection, { [fieldPath(field)]: null }]] };
  return { conditions: [], without: { collection, condition: has(sorting, field) } };
}

function joined(conditions: Conditions, more: Stretch['conditions']): Conditions {
  const all = new Map([...conditions].map(([id, each]) => [id, [...each]]));
  for (const [id, condition] of more) all.set(id, [...(all.get(id) ?? []), condition]);
  return all;
}
