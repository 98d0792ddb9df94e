import { type Moment, type Position, RapportError } from '#kernel';
import type { CollectionSpec, Commit, Count, FieldCount, FieldValue, Find, Found, JsonObject, KeyRange, ReadModelStore, StoredDocument } from '../read-model-store';
import { CollectionCatalogue, type KnownCollection, typeOf } from './collection-catalogue';
import { DocumentWriter } from './document-writer';
import { countBy, countHaving, countShown, valuesAt } from './field-statistics';
import { findPage } from './find-pages';
import { Leases } from './leases';
import { MongoConnection } from './mongo-connection';
import { NamedValues } from './named-values';
import { documentOf } from './stored-form';

export interface MongoStoreOptions {
  /** A connection string, as mongodb://host:27017/?replicaSet=rs0. */
  readonly url: string;
  /** The database that holds everything: lower-case letters, digits and dashes. */
  readonly namespace: string;
  /** How long a call waits for a lost server, or for the election of a primary, in ms; 15 s if left out. */
  readonly patience?: number;
  /** Opens although no server answers yet; what a server refuses is thrown all the same. */
  readonly waits?: boolean;
}

/** Databases of the server's own. */
const RESERVED = new Set(['admin', 'config', 'local']);
const PATIENCE = 15_000;
/** Keys asked for at once. */
const KEYS = 5_000;

/** Read models in a MongoDB database, 5.0 or later: a collection a read model, an index an indexed field. Several processes may share it. */
export class MongoReadModelStore implements ReadModelStore {
  readonly atomic = false;
  private readonly catalogue: CollectionCatalogue;
  private readonly writer: DocumentWriter;
  private readonly values: NamedValues;
  private readonly reigns: Leases;

  private constructor(private readonly connection: MongoConnection) {
    this.catalogue = new CollectionCatalogue(connection.database);
    this.writer = new DocumentWriter(this.catalogue);
    this.values = new NamedValues(connection.database);
    this.reigns = new Leases(connection.database, this.values, this.writer);
  }

  /** @throws RAPPORT_STORE_UNAVAILABLE, RAPPORT_BAD_CONFIGURATION */
  static async open({ url, namespace, patience = PATIENCE, waits }: MongoStoreOptions): Promise<MongoReadModelStore> {
    if (RESERVED.has(namespace)) throw new RapportError('RAPPORT_BAD_CONFIGURATION', `RAPPORT_NAMESPACE must not be ${namespace}: MongoDB has a database of its own of that name`);
    return new MongoReadModelStore(await MongoConnection.open({ url, database: namespace, patience, waits }));
  }

  ensure(collection: CollectionSpec): Promise<void> {
    return this.connection.attempt(async () => {
      if (await this.catalogue.ensure(collection)) this.writer.grows(collection.id);
    });
  }

  drop(collection: string): Promise<void> {
    return this.connection.attempt(() => this.catalogue.drop(collection));
  }

  collections(): Promise<CollectionSpec[]> {
    return this.connection.attempt(() => this.catalogue.all());
  }

  commit({ writes = [], checkpoints = {}, settings = {}, fence, whole = false }: Commit): Promise<void> {
    return this.connection.attempt(async () => {
      const values = { checkpoints, settings };
      if (fence && whole && writes.length > 0) {
        await this.reigns.commit(fence, values, await this.writer.held(writes));
        return;
      }
      const valueless = Object.keys(checkpoints).length + Object.keys(settings).length === 0;
      if (fence && (valueless || writes.length > 0)) await this.reigns.check(fence);
      await this.writer.write(writes);
      if (valueless) return;
      await (fence ? this.reigns.commit(fence, values) : this.values.set(values));
    });
  }

  get(collection: string, keys: readonly string[]): Promise<Map<string, StoredDocument>> {
    return this.read([collection], async ([{ documents }]) => {
      const found = new Map<string, StoredDocument>();
      for (let from = 0; from < keys.length; from += KEYS) {
        const some = keys.slice(from, from + KEYS);
        for (const form of await documents.find({ _id: { $in: some } }, { batchSize: some.length + 1 }).toArray()) found.set(form._id, documentOf(form));
      }
      return found;
    }, (found) => found.size === 0);
  }

  scan(collection: string, after: string | undefined, limit: number): Promise<StoredDocument[]> {
    return this.read([collection], async ([{ documents }]) => {
      if (limit <= 0) return [];
      const found = await documents.find({ _id: { $gt: after ?? '' } }, { sort: { _id: 1 }, limit, batchSize: limit + 1 }).toArray();
      return found.map(documentOf);
    }, isEmpty);
  }

  lastKey(collection: string): Promise<string | undefined> {
    return this.read([collection], async ([{ documents }]) => (await documents.findOne({}, { sort: { _id: -1 }, projection: { _id: 1 } }))?._id, isAbsent);
  }

  find(query: Find): Promise<Found> {
    const named = [query.from, ...(query.where ?? []).map(({ collection }) => collection), ...(query.sort ? [query.sort.collection] : [])];
    return this.read(named, (collections) => findPage(query, byId(collections)), ({ keys }) => keys.length === 0);
  }

  count(query: Count): Promise<FieldCount[]> {
    return this.read([query.from, ...(query.where ?? []).map(({ collection }) => collection)], (collections) => countBy(query, byId(collections)), isEmpty);
  }

  size(collection: string): Promise<number> {
    return this.read([collection], ([known]) => countShown(known), isZero);
  }

  ranks(collection: string, field: string, ranks: readonly number[]): Promise<(FieldValue | null)[]> {
    return this.read([collection], ([known]) => {
      typeOf(known, field);
      return valuesAt(known, field, ranks);
    }, (values) => values.every((value) => value === null));
  }

  ranked(collection: string, field: string): Promise<number> {
    return this.read([collection], ([known]) => countHaving(known, field), isZero);
  }

  due(collection: string, now: Moment, limit: number, range: KeyRange = {}): Promise<string[]> {
    return this.read([collection], async ([{ documents }]) => {
      if (limit <= 0) return [];
      const found = await documents.find({ dueAt: { $lte: new Date(now) }, ...within(range) }, { sort: { dueAt: 1, _id: 1 }, limit, projection: { _id: 1 } }).toArray();
      return found.map(({ _id }) => _id);
    }, isEmpty);
  }

  nextDue(collection: string, range: KeyRange = {}): Promise<Moment | undefined> {
    return this.read([collection], async ([{ documents }]) => (await documents.findOne({ dueAt: { $exists: true }, ...within(range) }, { sort: { dueAt: 1, _id: 1 }, projection: { _id: 0, dueAt: 1 } }))?.dueAt?.getTime(), isAbsent);
  }

  checkpoint(name: string): Promise<Position | undefined> {
    return this.connection.attempt(() => this.values.checkpoint(name));
  }

  setting<Value extends JsonObject>(name: string): Promise<Value | undefined> {
    return this.connection.attempt(() => this.values.setting(name) as Promise<Value | undefined>);
  }

  settings(prefix: string): Promise<Map<string, JsonObject>> {
    return this.connection.attempt(() => this.values.settings(prefix));
  }

  acquire(lease: string, owner: string, ttl: number): Promise<number | undefined> {
    return this.connection.attempt(() => this.reigns.acquire(lease, owner, ttl));
  }

  release(lease: string, owner: string): Promise<void> {
    return this.connection.attempt(() => this.reigns.release(lease, owner));
  }

  leases(prefix: string): Promise<Map<string, string>> {
    return this.connection.attempt(() => this.reigns.inForce(prefix));
  }

  async health(): Promise<{ engine: string; ok: boolean; reason?: string }> {
    const reason = await this.connection.fault();
    return { engine: 'mongodb', ok: reason === undefined, ...(reason === undefined ? {} : { reason }) };
  }

  hurry(): void {
    this.connection.hurry();
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** The server finds nothing where there is no collection: whether there is one is looked up when nothing, or an unknown field, was found. */
  private read<Result>(ids: readonly string[], work: (collections: readonly [KnownCollection, ...KnownCollection[]]) => Promise<Result>, nothing: (result: Result) => boolean): Promise<Result> {
    return this.connection.attempt(async () => {
      for (;;) {
        const [first = '', ...others] = new Set(ids);
        const collections = [await this.catalogue.get(first), ...(await Promise.all(others.map((id) => this.catalogue.get(id))))] as const;
        const answer = await settle(() => work(collections));
        if ('result' in answer && !nothing(answer.result)) return answer.result;
        if (!(await this.catalogue.stillThere(collections))) continue;
        if ('error' in answer) throw answer.error;
        return answer.result;
      }
    });
  }
}

async function settle<Result>(work: () => Promise<Result>): Promise<{ readonly result: Result } | { readonly error: unknown }> {
  try {
    return { result: await work() };
  } catch (error) {
    return { error };
  }
}

function byId(collections: readonly KnownCollection[]): Map<string, KnownCollection> {
  return new Map(collections.map((each) => [each.id, each]));
}

function within({ from, below }: KeyRange): { _id?: { $gte?: string; $lt?: string } } {
  const range = { ...(from === undefined ? {} : { $gte: from }), ...(below === undefined ? {} : { $lt: below }) };
  return Object.keys(range).length === 0 ? {} : { _id: range };
}

const isEmpty = (list: readonly unknown[]): boolean => list.length === 0;
const isAbsent = (value: unknown): boolean => value === undefined;
const isZero = (count: number): boolean => count === 0;
