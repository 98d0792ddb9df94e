import { RapportError } from '#kernel';
import type { CollectionSpec, FieldType } from '../read-model-store';
import { type Collection, type Db, ObjectId } from './driver';
import { collectionName, pathStep } from './names';
import { type Field, fieldPath, type StoredForm } from './stored-form';

interface CatalogueEntry {
  readonly _id: string;
  /** The name of its collection, for who reads this in a shell. */
  readonly collection: string;
  /** As a list: names may have dots. */
  readonly fields: readonly Field[];
  /** Tells a collection from one of the same id that was dropped before. */
  readonly made: ObjectId;
}

/** A collection as it was found in the catalogue. */
export interface KnownCollection {
  readonly id: string;
  readonly fields: readonly Field[];
  readonly made: string;
  readonly documents: Collection<StoredForm>;
}

/** Which read models there are, their fields, and the MongoDB collections that hold them. What was found is remembered; another process may have dropped it since. */
export class CollectionCatalogue {
  private readonly entries: Collection<CatalogueEntry>;
  private readonly known = new Map<string, KnownCollection>();

  constructor(private readonly database: Db) {
    this.entries = database.collection('collections');
  }

  /** Answers whether it was made just now. */
  async ensure({ id, fields }: CollectionSpec): Promise<boolean> {
    const present = await this.entries.findOne({ _id: id });
    const list = present?.fields ?? Object.entries(fields).map(([name, type]): Field => ({ name, type }));
    await this.database.collection(collectionName(id)).createIndexes([
      { key: { dueAt: 1, _id: 1 }, name: 'due', partialFilterExpression: { dueAt: { $exists: true } } },
      // `shown` last: what is counted by a field is then read from its index alone.
      ...list.map(({ name }) => ({ key: { [fieldPath(name)]: 1, _id: 1, shown: 1 }, name: indexName(name) })),
    ]);
    const { upsertedCount } = await this.entries.updateOne({ _id: id }, { $setOnInsert: { collection: collectionName(id), fields: list, made: new ObjectId() } }, { upsert: true });
    return upsertedCount > 0;
  }

  async drop(id: string): Promise<void> {
    await this.entries.deleteOne({ _id: id });
    this.known.delete(id);
    await this.database.dropCollection(collectionName(id));
  }

  async all(): Promise<CollectionSpec[]> {
    const entries = await this.entries.find({}, { sort: { _id: 1 } }).toArray();
    return entries.map(({ _id, fields }) => ({ id: _id, fields: Object.fromEntries(fields.map(({ name, type }) => [name, type])) }));
  }

  /** @throws RAPPORT_STORE_UNAVAILABLE where there is none */
  async get(id: string): Promise<KnownCollection> {
    return this.known.get(id) ?? this.lookUp(id);
  }

  /** Looks whether collections are still those that were known; forgets those that are not. @throws RAPPORT_STORE_UNAVAILABLE for one that is gone, with what was put into it meanwhile */
  async stillThere(collections: readonly KnownCollection[]): Promise<boolean> {
    const entries = await this.entries.find({ _id: { $in: collections.map(({ id }) => id) } }, { projection: { made: 1 } }).toArray();
    const made = new Map(entries.map((entry) => [entry._id, entry.made.toHexString()]));
    const changed = collections.filter((each) => made.get(each.id) !== each.made);
    for (const { id } of changed) this.known.delete(id);
    const gone = changed.find(({ id }) => !made.has(id));
    if (gone) throw missing(gone.id);
    return changed.length === 0;
  }

  /** Takes away what a late write made of a collection that is gone: the server makes one for whatever is written. */
  async sweep(collections: readonly KnownCollection[]): Promise<void> {
    for (const { id } of collections) if (!(await this.entries.findOne({ _id: id }))) await this.database.dropCollection(collectionName(id));
  }

  private async lookUp(id: string): Promise<KnownCollection> {
    const entry = await this.entries.findOne({ _id: id });
    if (!entry) throw missing(id);
    const found = { id, fields: entry.fields, made: entry.made.toHexString(), documents: this.database.collection<StoredForm>(collectionName(id)) };
    this.known.set(id, found);
    return found;
  }
}

export function indexName(field: string): string {
  return `by ${pathStep(field)}`;
}

/** @throws RAPPORT_UNKNOWN_FIELD */
export function typeOf({ id, fields }: KnownCollection, field: string): FieldType {
  const type = fields.find(({ name }) => name === field)?.type;
  if (!type) throw new RapportError('RAPPORT_UNKNOWN_FIELD', `${field} is not an indexed field of ${id}`);
  return type;
}

function missing(id: string): RapportError {
  return new RapportError('RAPPORT_STORE_UNAVAILABLE', `the read model ${id} is not in the store`);
}
