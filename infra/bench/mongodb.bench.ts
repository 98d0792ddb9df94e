import { join } from 'node:path';
import { type AnyBulkWriteOperation, type Document, Long, MongoClient } from 'mongodb';
import { formatTime, MINUTE } from '#kernel';
import type { CollectionSpec, ReadModelStore, StoredDocument } from '#read-models';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { MongoReadModelStore } from '#read-models/mongodb';
import { type Benchmark, type Figures, figure, type Row, type Task, textOf } from './benchmark';
import { openLog, READ_MODELS, rebuildInto } from './data/engines';
import { addressOf, newNamespace } from './harness/real-engines';
import { rate } from './harness/report';
import { secondsOf } from './harness/seconds-of';

const DOCUMENTS = 60_000;
/** This share of the batches goes before the clock runs, so that both sides are compiled. */
const WARM_UP = 1 / 3;
const BATCH = 1_000;
/** Events of the rebuild, at most. */
const EVENTS = 200_000;
const BAR = { kind: 'at least', value: 0.8 } as const;
const FROM = Date.UTC(2026, 0, 1);
const SPEC: CollectionSpec = { id: 'visits@1', fields: { touches: 'number', lastSeenAt: 'time' } };

/** Writing documents through the store, and a rebuild of all read models. */
export const mongodb: Benchmark = {
  name: 'mongodb',
  summary: 'Guarded bulk writes and inserts in MongoDB, against the bare driver doing the same; a rebuild, against the embedded engine',
  sides: { store: throughStore, bare, rebuild, embedded },
  run: async (bench) => {
    const url = addressOf('mongodb');
    const duel = await bench.against('store', 'bare', { url });
    const events = Math.min(bench.events, EVENTS);
    const rebuilt = await bench.alternate(['rebuild', 'embedded'], { url, source: await bench.lives(events) });
    const [own, other] = [figure(rebuilt.rebuild, 'perSecond'), figure(rebuilt.embedded, 'perSecond')];
    const row = (what: string, name: string): Row => ({ what, measured: duel.ratio(name), unit: 'x', bar: BAR, detail: `store ${rate(figure(duel.own, name))}/s, mongodb ${rate(figure(duel.other, name))}/s; held by a majority, in batches of ${rate(BATCH)}` });
    return [
      row('inserts into an empty collection', 'inserts'),
      row('guarded bulk writes', 'guarded'),
      { what: `all read models anew, ${rate(events)} events`, measured: own, unit: '/s', detail: `${(own / other).toFixed(2)} of the embedded engine's ${rate(other)}/s` },
    ];
  },
};

async function throughStore(task: Task): Promise<Figures> {
  return withStore(task, async (store) => {
    await store.ensure(SPEC);
    const write = async (batches: readonly StoredDocument[][]): Promise<void> => {
      for (const put of batches) await store.commit({ writes: [{ collection: SPEC.id, put }] });
    };
    return figuresOf({ insert: write, replace: write }, (first) => batchesOf(first));
  });
}

async function bare(task: Task): Promise<Figures> {
  return withStore(task, async (store, client, namespace) => {
    await store.ensure(SPEC);
    const database = client.db(namespace, { writeConcern: { w: 'majority' } });
    const name = (await database.listCollections({}, { nameOnly: true }).toArray()).find((each) => each.name.startsWith('documents.'))?.name ?? '';
    const documents = database.collection<Form>(name);
    const insert = async (batches: readonly Form[][]): Promise<void> => {
      for (const forms of batches) await documents.insertMany(forms, { ordered: false });
    };
    const replace = async (batches: readonly Form[][]): Promise<void> => {
      for (const forms of batches) await documents.bulkWrite(forms.map(guarded), { ordered: false });
    };
    return figuresOf({ insert, replace }, (first) => batchesOf(first).map((batch) => batch.map(formOf)));
  });
}

interface Writes<Batch> {
  readonly insert: (batches: readonly Batch[]) => Promise<void>;
  readonly replace: (batches: readonly Batch[]) => Promise<void>;
}

async function figuresOf<Batch>({ insert, replace }: Writes<Batch>, prepare: (first: number) => readonly Batch[]): Promise<Figures> {
  const measured = async (batches: readonly Batch[], write: (batches: readonly Batch[]) => Promise<void>): Promise<number> => {
    const warm = Math.floor(batches.length * WARM_UP);
    await write(batches.slice(0, warm));
    return ((batches.length - warm) * BATCH) / (await secondsOf(() => write(batches.slice(warm))));
  };
  return { inserts: await measured(prepare(1), insert), guarded: await measured(prepare(DOCUMENTS + 1), replace) };
}

interface Form extends Document {
  readonly _id: string;
  readonly position: Long;
}

/** As the store holds a document. */
function formOf({ key, position, document, state }: StoredDocument): Form {
  return { _id: key, position: Long.fromBigInt(position), document, state, shown: true, fields: { touches: document?.['touches'], lastSeenAt: document?.['lastSeenAt'] } };
}

function guarded(form: Form): AnyBulkWriteOperation<Form> {
  return { replaceOne: { filter: { _id: form._id, position: { $lte: form.position } }, replacement: form, upsert: true } };
}

/** Documents of some 0.4 KB, the same keys each time, in an order of their own. */
function batchesOf(first: number): StoredDocument[][] {
  const all = Array.from({ length: DOCUMENTS }, (_, index): StoredDocument => {
    const number = (index * 7_919) % DOCUMENTS;
    const lastSeenAt = formatTime(FROM + (first + index) * MINUTE);
    return {
      key: `customer-${String(number).padStart(8, '0')}`, position: BigInt(first + index),
      document: { touches: first % 977, lastSeenAt, byChannel: { web: { count: number % 90, lastAt: lastSeenAt }, email: { count: number % 12, lastAt: lastSeenAt } }, traits: { name: `Ada ${String(number)}`, country: 'AT' }, completeness: 0.6 },
      state: { first: FROM, last: FROM + index, touches: first % 977, channels: { web: { count: number % 90 } } },
    };
  });
  return Array.from({ length: DOCUMENTS / BATCH }, (_, index) => all.slice(index * BATCH, (index + 1) * BATCH));
}

async function rebuild(task: Task): Promise<Figures> {
  return withStore(task, (store) => rebuildOf(task, store));
}

async function embedded(task: Task): Promise<Figures> {
  const store = new EmbeddedReadModelStore({ file: join(textOf(task, 'folder'), READ_MODELS) });
  try {
    return await rebuildOf(task, store);
  } finally {
    await store.close();
  }
}

async function rebuildOf(task: Task, store: ReadModelStore): Promise<Figures> {
  const log = await openLog(textOf(task, 'source'), 'none');
  const head = Number(await log.head());
  const seconds = await rebuildInto(store, log);
  await log.close();
  return { perSecond: head / seconds };
}

/** A store in a database of its own, which is dropped afterwards. */
async function withStore(task: Task, work: (store: MongoReadModelStore, client: MongoClient, namespace: string) => Promise<Figures>): Promise<Figures> {
  const [url, namespace] = [textOf(task, 'url'), newNamespace()];
  const client = new MongoClient(url);
  const store = await MongoReadModelStore.open({ url, namespace });
  try {
    return await work(store, client, namespace);
  } finally {
    await store.close();
    await client.db(namespace).dropDatabase();
    await client.close();
  }
}
