import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOn } from '#testing/engines';
import { type EventStoreServer, startEventStoreServer } from '#testing/eventstoredb-server';
import { launchProduct, type Product, productIsBuilt, startProduct } from '#testing/product';
import { freePorts, KafkaCluster, MongoDbCluster } from '../../infra/engines';
import { Client } from '../../libs/bridge/kafka/client';

const whenBuilt = productIsBuilt ? describe : describe.skip;
const NAMESPACE = 'faulty';
/** A port where nothing listens. */
const NOWHERE = '127.0.0.1:9';

interface State {
  readonly ok: boolean;
  readonly engine?: string;
  readonly reason?: string;
}
type Ready = Readonly<Record<'eventLog' | 'readModels' | 'bridge' | 'projector', State>>;

const readyOf = async (url: string): Promise<{ status: number; body: Ready }> => {
  const answer = await fetch(`${url}/health/ready`);
  return { status: answer.status, body: (await answer.json()) as Ready };
};

/** Asks until it holds. */
async function until<Value>(ask: () => Promise<Value>, holds: (value: Value) => boolean, patience = 30_000): Promise<Value> {
  for (const end = Date.now() + patience; ; await new Promise((done) => setTimeout(done, 50))) {
    const value = await ask();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`waited in vain: ${JSON.stringify(value)}`);
  }
}

const visit = (id: string): object => ({ id, type: 'web.searched', identities: [{ kind: 'user-id', value: 'ann' }], data: { query: id } });
const problem = (sentence: RegExp): unknown => expect.objectContaining({ status: 503, body: expect.objectContaining({ code: 'RAPPORT_STORE_UNAVAILABLE', detail: expect.stringMatching(sentence) }) });

whenBuilt('faults of the engines, as who runs the product meets them', () => {
  describeOn('mongodb', 'with MongoDB', () => {
    describeOn('kafka', 'and Kafka and EventStoreDB, each of its own', () => {
      const scratch = mkdtempSync(join(tmpdir(), 'rapport-faults-'));
      const events = join(scratch, 'eventstoredb');
      let [mongoDb, kafka, eventStoreDb]: [MongoDbCluster?, KafkaCluster?, EventStoreServer?] = [];
      let product: Product;
      let environment: Record<string, string>;

      beforeAll(async () => {
        const [mongoPort = 0, kafkaPort = 0, controllerPort = 0] = await freePorts(3);
        mongoDb = new MongoDbCluster({ folder: join(scratch, 'mongodb'), ports: [mongoPort] });
        kafka = new KafkaCluster({ folder: join(scratch, 'kafka'), ports: [kafkaPort], controllerPorts: [controllerPort] });
        [eventStoreDb] = await Promise.all([startEventStoreServer({ folder: events }), mongoDb.start(), kafka.start()]);
        environment = {
          RAPPORT_EVENT_LOG: 'eventstoredb', RAPPORT_EVENTSTOREDB_URL: eventStoreDb.url, RAPPORT_READ_MODELS: 'mongodb', RAPPORT_MONGODB_URL: mongoDb.url,
          RAPPORT_BRIDGE: 'kafka', RAPPORT_KAFKA_BROKERS: kafka.address, RAPPORT_NAMESPACE: NAMESPACE, RAPPORT_PARTITIONS: '3',
        };
        product = await startProduct({ environment });
        await product.send([visit('first')]);
      }, 120_000);
      afterAll(async () => {
        await product.stop();
        await Promise.all([mongoDb?.remove(), kafka?.remove(), eventStoreDb?.stop('kill')]);
        rmSync(scratch, { recursive: true, force: true });
      }, 60_000);

      const ready = (): Promise<{ status: number; body: Ready }> => readyOf(product.url);
      const allWell = (): Promise<unknown> => until(ready, ({ status, body }) => status === 200 && body.eventLog.ok && body.readModels.ok && body.bridge.ok);
      const admin = async <Result>(work: (admin: ReturnType<Client['admin']>) => Promise<Result>): Promise<Result> => {
        const client = new Client({ brokers: kafka?.brokers ?? [], clientId: 'test', debug: () => undefined }).admin();
        await client.connect();
        try {
          return await work(client);
        } finally {
          await client.disconnect();
        }
      };
      const messagesIn = (topic: string): Promise<number> => admin(async (client) => (await client.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0));

      it('a MongoDB that goes away is named, the log can still be read, and all goes on when it is back', async () => {
        await mongoDb?.kill();
        const { body } = await until(ready, ({ status }) => status === 503);
        expect(body.readModels).toMatchObject({ engine: 'mongodb', ok: false, reason: expect.stringMatching(/^MongoDB at 127\.0\.0\.1:\d+ (does not answer|has no primary).*: \w+/) });
        expect([body.eventLog.ok, body.bridge.ok]).toEqual([true, true]);
        expect(await product.get('/v1/events?types=web.searched')).toMatchObject({ status: 200, body: { items: [{ id: 'first' }] } });
        expect((await fetch(`${product.url}/metrics`)).status).toBe(200);
        await mongoDb?.start();
        await allWell();
        await product.send([visit('second')]);
      }, 120_000);

      it('an EventStoreDB that goes away is named, read models can still be read, and all goes on when it is back', async () => {
        const customer = await product.customerOf('user-id', 'ann');
        await eventStoreDb?.stop('kill');
        const { body } = await until(ready, ({ status }) => status === 503);
        expect(body.eventLog).toMatchObject({ engine: 'eventstoredb', ok: false, reason: expect.stringMatching(/^EventStoreDB at 127\.0\.0\.1:\d+ cannot be reached \(.+\): start it, or mend the address in RAPPORT_EVENTSTOREDB_URL$/) });
        expect([body.readModels.ok, body.bridge.ok]).toEqual([true, true]);
        expect(await product.document(customer, 'profile')).toMatchObject({ touches: 2 });
        expect((await fetch(`${product.url}/metrics`)).status).toBe(200);
        eventStoreDb = await startEventStoreServer({ folder: events, port: eventStoreDb?.port ?? 0 });
        await allWell();
        await product.send([visit('third')]);
      }, 120_000);

      it.each([
        ['may only be read', 7, /^EventStoreDB at 127\.0\.0\.1:\d+ does not let the user in the connection string read and write: grant it access/],
        ['does not know the password', 16, /^EventStoreDB at 127\.0\.0\.1:\d+ does not take the user name and password in the connection string: mend them in RAPPORT_EVENTSTOREDB_URL$/],
        ['is too old', 12, /^EventStoreDB at 127\.0\.0\.1:\d+ is too old, or something else answers there/],
      ] as const)('an EventStoreDB that %s: intake says so at once, what can be read is read, health says it, and it is over when it is mended', async (what, code, sentence) => {
        eventStoreDb?.refuseAppends(code);
        expect(await product.post('/v1/touchpoints', visit(`refused ${what}`))).toEqual(problem(sentence));
        const customer = await product.customerOf('user-id', 'ann');
        expect(await product.document(customer, 'profile')).toBeDefined();
        expect(await ready()).toMatchObject({ status: 200, body: { eventLog: { engine: 'eventstoredb', ok: true, reason: expect.stringMatching(sentence) } } });
        eventStoreDb?.acceptAppends();
        await product.send([visit(`refused ${what}`)]);
        expect((await ready()).body.eventLog).toEqual({ engine: 'eventstoredb', ok: true });
      }, 60_000);

      it('a Kafka that goes away is named and stops nothing, and is caught up with when it is back', async () => {
        await kafka?.kill();
        const { status, body } = await until(ready, (each) => !each.body.bridge.ok);
        expect([status, body.bridge]).toEqual([200, { engine: 'kafka', ok: false, reason: expect.stringMatching(/^Kafka cannot be used at 127\.0\.0\.1:\d+: .+\. Start the broker, or mend RAPPORT_KAFKA_BROKERS$/) }]);
        await product.send([visit('while Kafka is away')]);
        await kafka?.start();
        await allWell();
        await until(() => messagesIn(`${NAMESPACE}.touchpoints`).catch(() => 0), (count) => count >= 7, 60_000);
      }, 120_000);

      it('a message that is poison goes to the dead letters with its reason, one that is no touchpoint into quarantine, and those behind it come in', async () => {
        const producer = new Client({ brokers: kafka?.brokers ?? [], clientId: 'test', debug: () => undefined }).producer();
        await producer.connect();
        const event = (id: string, data: object): string => JSON.stringify({ specversion: '1.0', id, source: '/billing', type: 'billing.invoice-paid', subject: 'x', datacontenttype: 'application/json', data });
        const fact = (id: string, data: object): object => ({ key: 'ann', headers: { 'content-type': 'application/cloudevents+json' }, value: event(id, data) });
        const messages = [{ key: 'ann', value: Buffer.from([0xff, 0x00, 0x7b]) }, fact('bad-1', { invoiceId: 12 }), fact('good-1', { identities: [{ kind: 'user-id', value: 'ann' }], invoiceId: 'I-1' })];
        await producer.send({ topic: `${NAMESPACE}.billing`, messages: messages as { key: string; value: string }[] });
        await producer.disconnect();
        await until(async () => (await product.get<{ items: { id: string }[] }>('/v1/events?types=billing.invoice-paid')).body.items, (items) => items.length === 1);
        const held = await until(async () => (await product.get<{ items: object[] }>('/v1/quarantine')).body.items, (items) => items.length > 0);
        expect(JSON.stringify(held)).toContain('bad-1');
        const [dead = ''] = (await admin((client) => client.listTopics())).filter((topic) => topic.startsWith(`${NAMESPACE}.billing`) && topic !== `${NAMESPACE}.billing`);
        expect(await until(() => messagesIn(dead).catch(() => 0), (count) => count > 0)).toBe(1);
      }, 120_000);

      it('a topic with too few partitions is named with what to do, stops nothing, and is over when it has them', async () => {
        const short = 'short';
        await admin((client) => client.createTopics({ topics: [{ topic: `${short}.billing`, numPartitions: 1 }], waitForLeaders: false }));
        const other = await startProduct({ environment: { RAPPORT_BRIDGE: 'kafka', RAPPORT_KAFKA_BROKERS: kafka?.address ?? '', RAPPORT_NAMESPACE: short, RAPPORT_PARTITIONS: '3' } });
        try {
          const { status, body } = await until(() => readyOf(other.url), (each) => !each.body.bridge.ok);
          expect([status, body.bridge]).toEqual([200, { engine: 'kafka', ok: false, reason: expect.stringMatching(/^topic billing has 1 partitions, and 3 are asked for: .*set RAPPORT_PARTITIONS to 1, or add partitions while the topic is empty$/) }]);
          await other.send([visit('meanwhile')]);
          await admin((client) => client.createPartitions({ topicPartitions: [{ topic: `${short}.billing`, count: 3 }] }));
          await until(() => readyOf(other.url), (each) => each.body.bridge.ok);
        } finally {
          await other.stop();
        }
      }, 120_000);
    });
  });

  describe('at the start', () => {
    it('an address of EventStoreDB where nothing is: the process is up and says in health what to mend', async () => {
      const launched = launchProduct({ environment: { RAPPORT_EVENT_LOG: 'eventstoredb', RAPPORT_EVENTSTOREDB_URL: `esdb://zoe:s3cret@${NOWHERE}?tls=false` } });
      try {
        const { status, body } = await readyOf(await launched.address);
        expect([status, body.eventLog]).toEqual([503, { engine: 'eventstoredb', ok: false, reason: expect.stringMatching(/^EventStoreDB at 127\.0\.0\.1:9 cannot be reached \(.+\): start it, or mend the address in RAPPORT_EVENTSTOREDB_URL$/) }]);
        expect(launched.said()).not.toMatch(/zoe|s3cret/);
        const asked = Date.now();
        expect(await (await fetch(`${await launched.address}/metrics`)).text()).not.toMatch(/^rapport_log_position /m);
        expect(Date.now() - asked).toBeLessThan(8_000);
        const told = Date.now();
        await launched.stop();
        // A call waits 30 s for a log that is lost; whoever is told to stop does not.
        expect(Date.now() - told).toBeLessThan(15_000);
      } finally {
        await launched.kill();
      }
    }, 60_000);

    describeOn('mongodb', 'MongoDB,', () => {
      it('which is not there yet: intake works, health says what to mend, and the read models follow when it is there', async () => {
        const [port = 0] = await freePorts(1);
        const folder = mkdtempSync(join(tmpdir(), 'rapport-late-mongodb-'));
        const mongoDb = new MongoDbCluster({ folder, ports: [port] });
        const launched = launchProduct({ environment: { RAPPORT_READ_MODELS: 'mongodb', RAPPORT_MONGODB_URL: mongoDb.url } });
        try {
          const url = await launched.address;
          const { status, body } = await readyOf(url);
          expect([status, body.readModels]).toEqual([503, { engine: 'mongodb', ok: false, reason: expect.stringMatching(/^MongoDB at 127\.0\.0\.1:\d+ .+/) }]);
          const sent = await fetch(`${url}/v1/touchpoints`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(visit('before MongoDB')) });
          expect(sent.status).toBe(200);
          const other = launchProduct({ environment: { RAPPORT_READ_MODELS: 'mongodb', RAPPORT_MONGODB_URL: mongoDb.url } });
          await other.address;
          const told = Date.now();
          await other.stop();
          expect(Date.now() - told).toBeLessThan(10_000);
          await mongoDb.start();
          const product = await launched.ready;
          expect(await product.document(await product.customerOf('user-id', 'ann'), 'profile')).toMatchObject({ touches: 1 });
        } finally {
          await launched.stop();
          await mongoDb.remove();
        }
      }, 120_000);
    });

    it('an address of Kafka where nothing is: the product works, and says in health what to mend', async () => {
      const product = await startProduct({ environment: { RAPPORT_BRIDGE: 'kafka', RAPPORT_KAFKA_BROKERS: NOWHERE } });
      try {
        await product.send([visit('alone')]);
        const { body: { bridge } } = await until(() => readyOf(product.url), ({ body }) => body.bridge.reason?.includes('nothing listens') === true);
        expect(bridge).toEqual({ engine: 'kafka', ok: false, reason: 'Kafka cannot be used at 127.0.0.1:9: nothing listens there. Start the broker, or mend RAPPORT_KAFKA_BROKERS' });
      } finally {
        await product.stop();
      }
    }, 60_000);
  });
});
