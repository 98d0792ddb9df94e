import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { IDENTITY_STREAM, streamOf } from '#touchpoints';
import { type Benchmark, type Figures, figure, numberOf, type Task, textOf } from './benchmark';
import { HttpClient } from './harness/http-client';
import { LiveStream } from './harness/live-stream';
import { addressOf, eventStoreDbNamed, eventStoreDbTask, newNamespace, withEventStoreDb } from './harness/real-engines';
import { rate } from './harness/report';
import { type ServerProcess, startBilling, startRole, untilReady } from './harness/server-process';
import { quantile } from './harness/statistics';

const PER_SECOND = 500;
const BATCH = 10;
const CUSTOMERS = 2_000;
const CONNECTIONS = 64;
/** As many as two cores carry beside everything else. */
const PARTITIONS = '1';
const INVOICE = 'billing.invoice-issued';
/** The first of them are not counted: seven processes on two cores are compiling their code all this time. What is measured is what lasts. */
const WARM_UP_SECONDS = 15;
/** How long an answer may be missing after the last order, ms. */
const PATIENCE = 30_000;

/** From an order sent to the front office to the document that shows the invoice with which a service has answered it, by way of all three engines. */
export const endToEnd: Benchmark = {
  name: 'end-to-end',
  summary: 'From an order at intake to the service\'s answer in the customer\'s document, by EventStoreDB, Kafka and MongoDB, at 500 touchpoints a second',
  sides: { round },
  run: async (bench) => {
    const figures = await bench.side('round', { mongodb: addressOf('mongodb'), kafka: addressOf('kafka'), ...eventStoreDbTask(), seconds: WARM_UP_SECONDS + (bench.events < 1_000_000 ? 10 : 25) });
    const milliseconds = (name: string): string => `${figure(figures, name).toFixed(0)} ms`;
    return [{
      what: 'p99', measured: figure(figures, 'p99'), unit: 'ms', bar: { kind: 'at most', value: 1_000 },
      detail: `p50 ${milliseconds('p50')} over ${rate(figure(figures, 'orders'))} orders, after ${String(WARM_UP_SECONDS)} s that are not counted; ${rate(figure(figures, 'perSecond'))} touchpoints/s sent; p50 since sent: acknowledged ${milliseconds('acknowledged')}, at the service ${milliseconds('answered')}, answer recorded ${milliseconds('recorded')}; front office, projector and service a process each, ${eventStoreDbNamed()}`,
    }];
  },
};

interface Order {
  readonly sentAt: number;
  readonly acknowledgedAt: number;
}

/** Moments of one order in ms since it was sent. */
interface Timing {
  readonly acknowledged: number;
  readonly answered: number;
  readonly recorded: number;
  readonly visible: number;
}

function round(task: Task): Promise<Figures> {
  return withEventStoreDb(task, async (eventstoredb) => {
    const namespace = newNamespace();
    const [mongodb, kafka, folder] = [textOf(task, 'mongodb'), textOf(task, 'kafka'), textOf(task, 'folder')];
    const variables = {
      RAPPORT_EVENT_LOG: 'eventstoredb', RAPPORT_EVENTSTOREDB_URL: eventstoredb, RAPPORT_READ_MODELS: 'mongodb', RAPPORT_MONGODB_URL: mongodb,
      RAPPORT_BRIDGE: 'kafka', RAPPORT_KAFKA_BROKERS: kafka, RAPPORT_NAMESPACE: namespace, RAPPORT_PARTITIONS: PARTITIONS,
    };
    const started: ServerProcess[] = [];
    const keep = async (starting: Promise<ServerProcess>): Promise<ServerProcess> => {
      const server = await starting;
      started.unshift(server);
      return server;
    };
    try {
      await keep(startBilling(kafka, namespace));
      await keep(startRole({ ...variables, RAPPORT_ROLES: 'projector', RAPPORT_DATA: join(folder, 'projector') }));
      const office = await keep(startRole({ ...variables, RAPPORT_ROLES: 'front-office', RAPPORT_DATA: join(folder, 'front-office') }));
      await untilReady(office);
      return await sendAndWatch(office.url, numberOf(task, 'seconds'));
    } finally {
      for (const server of started) await server.stop();
      await remove(namespace, mongodb, kafka);
    }
  });
}

async function sendAndWatch(url: string, seconds: number): Promise<Figures> {
  const client = new HttpClient(url, CONNECTIONS);
  const orders = new Map<string, Order>();
  const timings: Promise<Timing>[] = [];
  const faults: unknown[] = [];
  const stream = await LiveStream.open(url, INVOICE, (invoice) => {
    const timing = timingOf(client, orders, invoice);
    timing.catch((error: unknown) => {
      faults.push(error);
    });
    timings.push(timing);
  });
  const begun = performance.now();
  const count = (seconds * PER_SECOND) / BATCH;
  await Promise.all(Array.from({ length: count }, (_, number) => send(client, number, begun + (number * BATCH * 1_000) / PER_SECOND, orders)));
  const perSecond = (count * BATCH * 1_000) / (performance.now() - begun);
  const until = performance.now() + PATIENCE;
  while (timings.length < count && faults.length === 0) {
    await pause(20);
    if (performance.now() > until) throw new Error(`${String(count - timings.length)} of ${String(count)} orders have no answer yet`);
  }
  const counted = (await Promise.all(timings)).slice((WARM_UP_SECONDS * PER_SECOND) / BATCH);
  stream.close();
  client.close();
  const median = (name: keyof Timing): number => quantile(counted.map((each) => each[name]), 0.5);
  const visible = counted.map((each) => each.visible);
  return { p50: quantile(visible, 0.5), p99: quantile(visible, 0.99), orders: counted.length, perSecond, acknowledged: median('acknowledged'), answered: median('answered'), recorded: median('recorded') };
}

/** Nine page views and an order, when they are due. */
async function send(client: HttpClient, number: number, at: number, orders: Map<string, Order>): Promise<void> {
  await pause(at - performance.now());
  const batch = Array.from({ length: BATCH }, (_, index) => {
    const common = { id: `e-${String(number)}-${String(index)}`, identities: [{ kind: 'user-id', value: index === 0 ? buyer(number) : `c${String((number * 7_919 + index * 31) % CUSTOMERS)}` }] };
    return index === 0 ? { ...common, type: 'commerce.order-completed', data: { orderId: String(number), total: 59.9, currency: 'EUR' } } : { ...common, type: 'web.page-viewed', data: { url: '/tea/7' } };
  });
  const sentAt = Date.now();
  orders.set(String(number), { sentAt, acknowledgedAt: sentAt });
  const { status, body } = await client.post('/v1/touchpoints', JSON.stringify({ batch }));
  if (status !== 200) throw new Error(`intake answered ${String(status)}: ${body.toString()}`);
  orders.set(String(number), { sentAt, acknowledgedAt: Date.now() });
}

/** Once an invoice is recorded, reads the document of its customer, which is answered when it stands there. */
async function timingOf(client: HttpClient, orders: ReadonlyMap<string, Order>, { data, position, occurredAt, recordedAt }: Readonly<Record<string, unknown>>): Promise<Timing> {
  const { orderId } = data as { readonly orderId: string };
  const id = streamOf({ kind: 'user-id', value: buyer(Number(orderId)) }).slice(IDENTITY_STREAM.length);
  const document = await client.read(`/v1/customers/${id}/read-models/profile`, { 'rapport-min-position': String(position) });
  const visibleAt = Date.now();
  const order = orders.get(orderId);
  if (!order) throw new Error(`an invoice came for an order that was not sent: ${orderId}`);
  const { billing } = document['byChannel'] as Readonly<Record<string, { readonly count: number } | undefined>>;
  if (billing?.count !== 1) throw new Error(`the document of order ${orderId} does not show its one invoice: ${JSON.stringify(document)}`);
  const since = (moment: number): number => moment - order.sentAt;
  return { acknowledged: since(order.acknowledgedAt), answered: since(Date.parse(String(occurredAt))), recorded: since(Date.parse(String(recordedAt))), visible: since(visibleAt) };
}

/** Whoever orders does so once. */
function buyer(number: number): string {
  return `buyer-${String(number)}`;
}

async function remove(namespace: string, mongodb: string, kafka: string): Promise<void> {
  const client = new MongoClient(mongodb);
  await client.db(namespace).dropDatabase();
  await client.close();
  const admin = new Kafka({ brokers: kafka.split(','), clientId: 'bench', logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((name) => name.startsWith(`${namespace}.`));
  if (topics.length > 0) await admin.deleteTopics({ topics });
  await admin.disconnect();
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
