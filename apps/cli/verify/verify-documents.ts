import { createHash } from 'node:crypto';
import type { EventLog } from '#event-log';
import type { Clock, Moment, Position } from '#kernel';
import { bareDocument, type Customer, type CustomerDirectory, differences, documentOf, type Fold, foldCustomer, latestReference, PARKED, parkedKey, type Projection, type ProjectionCatalogue, restoreFold, servedOf, type StoredFold } from '#projections';
import type { JsonObject, ReadModelStore, StoredDocument } from '#read-models';
import type { Findings } from './finding';

export interface VerifyParts {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly clock: Clock;
  readonly catalogue: ProjectionCatalogue;
  readonly directory: CustomerDirectory;
  readonly findings: Findings;
}

export interface VerifyDocuments {
  /** Where the read models stand. */
  readonly position: Position;
  /** Only so many customers, spread over all; undefined: everybody. */
  readonly sample?: number | undefined;
  /** Of which moment the digest is; undefined: now, for each document before what time alone changes next. */
  readonly digestAt?: Moment | undefined;
  readonly seen: (customers: number, of: number) => void;
}

export interface VerifiedDocuments {
  readonly customers: number;
  readonly documents: number;
  readonly readModels: number;
  /** Customers set aside in one read model by an event that it cannot fold. */
  readonly parked: number;
  /** SHA-256 of all documents as the touchpoints say they are, without counts of days and without what was fitted over all customers: the same for the same touchpoints, on any machine and engine, on the same day or of the same moment. */
  readonly digest: string;
  readonly asOf: Moment;
}

interface Served {
  readonly projection: Projection;
  readonly collection: string;
  readonly reference: JsonObject | undefined;
  readonly dayCounts: readonly string[];
}

const PAGE = 250;

/** Folds customers' histories from the first event and holds what comes out against what is stored, in every read model that is served. Memory does not grow with the log. */
export async function verifyDocuments(parts: VerifyParts, { position, sample, digestAt, seen }: VerifyDocuments): Promise<VerifiedDocuments> {
  const { store, clock, directory, findings } = parts;
  const served = await servedBy(parts, position);
  const asOf = clock.now();
  const total = await directory.size();
  const stride = sample === undefined || sample >= total ? 1 : Math.floor(total / sample);
  const hash = createHash('sha256');
  let [customers, documents, parked, walked] = [0, 0, 0, 0];
  for (let after: string | undefined; ; ) {
    const page = await directory.page(after, PAGE);
    const chosen = page.filter(() => walked++ % stride === 0 && (sample === undefined || customers++ < sample));
    const stored = await Promise.all(served.map(({ collection }) => store.get(collection, chosen.map(({ id }) => id))));
    const setAside = await store.get(PARKED.id, served.flatMap(({ projection }) => chosen.map(({ id }) => parkedKey(projection.name, id))));
    for (const customer of chosen) {
      const kept = served.map((_, index) => stored[index]?.get(customer.id));
      const at = Math.min(asOf, ...kept.map((document) => (document?.dueAt === undefined ? Infinity : document.dueAt - 1)));
      const folds = await foldCustomer(parts.log, customer, served.map(({ projection }) => projection), { at, upTo: position });
      const then = digestAt === undefined ? folds : await foldCustomer(parts.log, customer, served.map(({ projection }) => projection), { at: digestAt, upTo: position });
      served.forEach((each, index) => {
        const fold = folds[index];
        if (!fold) return;
        if (setAside.has(parkedKey(each.projection.name, customer.id))) {
          parked += 1;
          return;
        }
        if (verifyDocument(each, customer, fold, kept[index], at, position, findings)) documents += 1;
        const told = toldOf(each, customer, then[index], digestAt ?? at, position);
        if (told === undefined) return;
        hash.update(`${each.projection.name}\u0000${customer.id}\u0000${told}\n`);
      });
    }
    seen(walked, total);
    after = page.at(-1)?.id;
    if (page.length < PAGE) break;
  }
  if (sample === undefined) for (const each of served) await findOrphans(each, parts);
  return { customers: sample === undefined ? walked : Math.min(customers, sample), documents, readModels: served.length, parked, digest: hash.digest('hex'), asOf };
}

/** Answers whether there is a document. */
function verifyDocument({ projection, reference, dayCounts }: Served, customer: Customer, fold: Fold, stored: StoredDocument | undefined, at: Moment, position: Position, findings: Findings): boolean {
  const reading = { customer, at, position, reference };
  const told = documentOf(projection, fold, reading);
  const kept = stored?.state === undefined ? undefined : documentOf(projection, restoreFold(stored.state as StoredFold, stored.position), reading);
  const finding = { readModel: projection.name, key: customer.id };
  if (textOf(told) !== textOf(kept)) findings.add({ ...finding, where: 'stored', changes: differences(told, kept) });
  // A figure over all customers comes into documents in the store by and by, and into what is read at once.
  const shown = projection.reference === undefined ? differences(told, stored?.document ?? undefined).filter(({ path }) => !dayCounts.includes(path)) : [];
  if (shown.length > 0) findings.add({ ...finding, where: 'shown', changes: shown });
  return told !== undefined;
}

/** What goes into the digest: the document as the log says it is, without what was fitted over all customers, as JSON; undefined where there is none. */
function toldOf({ projection, dayCounts }: Served, customer: Customer, fold: Fold | undefined, at: Moment, position: Position): string | undefined {
  const told = fold && documentOf(projection, fold, { customer, at, position, reference: undefined });
  return told && JSON.stringify(without(bareDocument(told), dayCounts));
}

function textOf(document: JsonObject | undefined): string {
  return document ? JSON.stringify(bareDocument(document)) : '';
}

function without(value: unknown, paths: readonly string[], prefix = ''): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !paths.includes(`${prefix}${name}`)).map(([name, each]) => [name, without(each, paths, `${prefix}${name}.`)]));
}

async function servedBy({ log, store, catalogue }: VerifyParts, position: Position): Promise<Served[]> {
  return Promise.all(catalogue.names().map(async (name) => {
    const served = await servedOf(store, name);
    const projection = catalogue.get(name, served?.version);
    if (!served || !projection) throw new Error(`read model ${name} is not served: rapport rebuild ${name} builds it`);
    const definition = projection.reference === undefined ? undefined : catalogue.reference(projection.reference);
    const dayCounts = Object.entries(projection.fields).flatMap(([path, field]) => (typeof field === 'string' ? [] : [path]));
    return { projection, collection: served.collection, reference: definition && (await latestReference(log, definition, position)), dayCounts };
  }));
}

/** Documents of customers who are not there. */
async function findOrphans({ projection, collection }: Served, { store, directory, findings }: VerifyParts): Promise<void> {
  for (let after: string | undefined; ; ) {
    const page = await store.scan(collection, after, PAGE);
    for (const { key, document } of page) {
      if ((await directory.customer(key))?.id === key) continue;
      findings.add({ readModel: projection.name, key, where: 'stored', changes: differences(undefined, document ?? { document: null }) });
    }
    after = page.at(-1)?.key;
    if (page.length < PAGE) return;
  }
}
