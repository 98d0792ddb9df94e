import type { FieldType, FieldValue, Filter } from '../read-model-store';
import { type KnownCollection, typeOf } from './collection-catalogue';
import type { Document } from './driver';
import { fieldPath, indexed } from './stored-form';

/** Above every text that begins with a prefix. */
const LAST = '\u{10FFFF}';
/** The least value of each type: whatever is not below it has the field. */
const LEAST: Readonly<Record<FieldType, FieldValue>> = { number: -Infinity, text: '', time: '', flag: false };

/** What documents of each collection must satisfy. */
export type Conditions = ReadonlyMap<string, readonly Document[]>;

/** The condition that a document has the field. */
export function has(collection: KnownCollection, field: string): Document {
  return { [fieldPath(field)]: { $gte: LEAST[typeOf(collection, field)] } };
}

/** undefined where no document can satisfy them. @throws RAPPORT_UNKNOWN_FIELD */
export function conditionsOf(where: readonly Filter[], collections: ReadonlyMap<string, KnownCollection>): Conditions | undefined {
  const conditions = new Map<string, Document[]>();
  let possible = true;
  for (const filter of where) {
    const collection = collections.get(filter.collection);
    const condition = collection && conditionOf(filter, collection);
    if (condition) conditions.set(filter.collection, [...(conditions.get(filter.collection) ?? []), condition]);
    else possible = false;
  }
  return possible ? conditions : undefined;
}

function conditionOf({ field, operator, value }: Filter, collection: KnownCollection): Document | undefined {
  const type = typeOf(collection, field);
  const path = fieldPath(field);
  const bound = indexed(type, value);
  if (bound === undefined) return undefined;
  switch (operator) {
    case 'prefix':
      return typeof bound === 'string' ? { [path]: { $gte: bound, $lt: `${bound}${LAST}` } } : undefined;
    case 'ne':
      return { [path]: { $gte: LEAST[type], $ne: bound } };
    default:
      // The server compares values of one type only.
      return { [path]: { [`$${operator}`]: bound } };
  }
}
