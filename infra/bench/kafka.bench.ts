import { type Admin, type IHeaders, Kafka, logLevel, type Message, Partitioners } from 'kafkajs';
import { type BridgeMessage } from '#bridge';
import { KafkaBridge } from '#bridge/kafka';
import { toBridge } from '#bridge/messages';
import { type Benchmark, type Figures, figure, numberOf, type Row, type Task, textOf } from './benchmark';
import { newEvents } from './data/new-events';
import { addressOf, newNamespace } from './harness/real-engines';
import { rate } from './harness/report';
import { secondsOf } from './harness/seconds-of';

const COUNT = 100_000;
const BATCH = 1_000;
/** Messages between two commits of a consumer: the bridge's own default. */
const PIECE = 500;
const PARTITIONS = 8;
const TOPIC = 'touchpoints';
const GROUP = 'readers';

/** Touchpoints as CloudEvents: published one batch after another, then consumed from the first to the last by one member, committed as they are handled. */
export const kafka: Benchmark = {
  name: 'kafka',
  summary: 'Publishing and consuming on Kafka through the bridge, against bare kafkajs with the same messages',
  sides: { bridge: throughBridge, bare },
  run: async (bench) => {
    const { own, other, ratio } = await bench.against('bridge', 'bare', { brokers: addressOf('kafka'), messages: Math.min(bench.events, COUNT) });
    const row = (what: string, name: string): Row => ({ what, measured: ratio(name), unit: 'x', bar: { kind: 'at least', value: 0.8 }, detail: `bridge ${rate(figure(own, name))}/s, kafkajs ${rate(figure(other, name))}/s; acks of all, idempotent, ${String(PARTITIONS)} partitions` });
    return [row('publish, batches of 1,000', 'publish'), row('consume', 'consume')];
  },
};

async function throughBridge(task: Task): Promise<Figures> {
  const [brokers, namespace, batches] = [textOf(task, 'brokers').split(','), newNamespace(), batchesOf(numberOf(task, 'messages'))];
  const bridge = new KafkaBridge({ brokers, namespace });
  try {
    await bridge.ensure([{ name: TOPIC, partitions: PARTITIONS }]);
    await bridge.publish(TOPIC, batches[0]?.slice(0, 1) ?? []);
    const publish = await secondsOf(async () => {
      for (const batch of batches) await bridge.publish(TOPIC, batch);
    });
    const count = new Counting(numberOf(task, 'messages') + 1);
    await bridge.consume({ group: GROUP, topics: [TOPIC], from: 'beginning', batchSize: PIECE, handle: (messages) => {
      count.add(messages.length);
      return Promise.resolve();
    } });
    const consume = await count.perSecond;
    return { publish: numberOf(task, 'messages') / publish, consume };
  } finally {
    await bridge.close();
    await removeTopics(brokers, namespace);
  }
}

async function bare(task: Task): Promise<Figures> {
  const [brokers, namespace] = [textOf(task, 'brokers').split(','), newNamespace()];
  const batches = batchesOf(numberOf(task, 'messages')).map((batch) => batch.map(bareMessage));
  const [client, topic] = [clientOf(brokers), `${namespace}.${TOPIC}`];
  const producer = client.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner });
  const consumer = client.consumer({ groupId: `${namespace}.${GROUP}`, maxWaitTimeInMs: 500 });
  try {
    await withAdmin(brokers, (admin) => admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: PARTITIONS }] }));
    await producer.connect();
    await producer.send({ topic, acks: -1, messages: batches[0]?.slice(0, 1) ?? [] });
    const publish = await secondsOf(async () => {
      for (const messages of batches) await producer.send({ topic, acks: -1, messages });
    });
    const count = new Counting(numberOf(task, 'messages') + 1);
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false, eachBatchAutoResolve: false,
      eachBatch: async (payload) => {
        const { messages, partition } = payload.batch;
        for (let from = 0; from < messages.length; from += PIECE) {
          const piece = messages.slice(from, from + PIECE);
          count.add(piece.map(({ value, headers = {} }) => ({ data: JSON.parse(value?.toString() ?? 'null') as unknown, attributes: textsOf(headers) })).length);
          const last = piece.at(-1)?.offset ?? '0';
          await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: String(BigInt(last) + 1n) }] }] });
          payload.resolveOffset(last);
        }
      },
    });
    return { publish: numberOf(task, 'messages') / publish, consume: await count.perSecond };
  } finally {
    await producer.disconnect();
    await consumer.disconnect();
    await removeTopics(brokers, namespace);
  }
}

/** Messages per second from the first that come to the last: joining the group is not counted. */
class Counting {
  readonly perSecond: Promise<number>;
  private reached = (_perSecond: number): void => undefined;
  private begun: number | undefined;
  private first = 0;
  private count = 0;

  constructor(private readonly expected: number) {
    this.perSecond = new Promise((resolve) => (this.reached = resolve));
  }

  add(messages: number): void {
    this.count += messages;
    if (this.begun === undefined) [this.begun, this.first] = [performance.now(), messages];
    if (this.count >= this.expected) this.reached(((this.count - this.first) * 1_000) / (performance.now() - this.begun));
  }
}

function batchesOf(count: number): BridgeMessage[][] {
  const messages = newEvents(count).map((event, index) => toBridge({ ...event, position: BigInt(index + 1), revision: 0, recordedAt: event.receivedAt }, event.stream, 'touchpoints'));
  return Array.from({ length: Math.ceil(messages.length / BATCH) }, (_, index) => messages.slice(index * BATCH, (index + 1) * BATCH));
}

/** The same bytes as the bridge writes, made ready beforehand. */
function bareMessage({ key, id, source, type, subject, time, dataschema, data, extensions = {} }: BridgeMessage): Message {
  const attributes = Object.entries({ specversion: '1.0', id, source, type, time, subject, dataschema, ...extensions }).flatMap(([name, value]) => (value === undefined ? [] : [[`ce_${name}`, value] as const]));
  return { key, value: JSON.stringify(data), headers: { ...Object.fromEntries(attributes), 'content-type': 'application/json' } };
}

function textsOf(headers: IHeaders): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]));
}

function clientOf(brokers: string[]): Kafka {
  return new Kafka({ brokers, clientId: 'bench', logLevel: logLevel.NOTHING });
}

async function withAdmin(brokers: string[], work: (admin: Admin) => Promise<unknown>): Promise<void> {
  const admin = clientOf(brokers).admin();
  await admin.connect();
  await work(admin);
  await admin.disconnect();
}

function removeTopics(brokers: string[], namespace: string): Promise<void> {
  return withAdmin(brokers, async (admin) => {
    const topics = (await admin.listTopics()).filter((name) => name.startsWith(`${namespace}.`));
    if (topics.length > 0) await admin.deleteTopics({ topics });
  });
}
