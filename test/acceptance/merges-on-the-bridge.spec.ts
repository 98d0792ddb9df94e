import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReceivedMessage } from '#bridge';
import { KafkaBridge } from '#bridge/kafka';
import { topicSpecs } from '#bridge/messages';
import { describeOn } from '#testing/engines';
import { type EventStoreServer, startEventStoreServer } from '#testing/eventstoredb-server';
import { type Launched, launchProduct, type Product, productIsBuilt } from '#testing/product';
import { waitUntil } from '../../infra/engines';
import { TestDatabase } from '../../libs/read-models/mongodb/test-database';
import { removeFromKafka } from '../remove-from-kafka';

const PAIRS = 6;
const whenBuilt = productIsBuilt ? describe : describe.skip;
const numbers = Array.from({ length: PAIRS }, (_, number) => String(number));

whenBuilt('customers who turn out to be one, on the bridge', () => {
  describeOn('kafka', 'told by one process', (brokers) => {
    merges(brokers, () => Promise.resolve({ processes: [['all', {}]], end: () => Promise.resolve() }));
  });
  describeOn('kafka', 'told by several processes', (brokers) => {
    describeOn('mongodb', 'that share the customers', (url) => {
      merges(brokers, async (namespace) => {
        const server: EventStoreServer = await startEventStoreServer();
        const engines = { RAPPORT_EVENT_LOG: 'eventstoredb', RAPPORT_EVENTSTOREDB_URL: server.url, RAPPORT_READ_MODELS: 'mongodb', RAPPORT_MONGODB_URL: url };
        return {
          processes: [['front-office', engines], ['projector', engines], ['projector', engines]],
          end: async () => {
            await server.stop('kill');
            const database = new TestDatabase(url);
            await database.raw.client.db(namespace).dropDatabase();
            await database.remove();
          },
        };
      });
    });
  });
});

interface Installation {
  /** Roles with the engines; the first process is the one that is called. */
  readonly processes: readonly (readonly [roles: string, engines: Readonly<Record<string, string>>])[];
  end(): Promise<void>;
}

function merges(brokers: readonly string[], install: (namespace: string) => Promise<Installation>): void {
  const namespace = `rapport-test-${randomUUID().slice(0, 8)}`;
  const folder = mkdtempSync(join(tmpdir(), 'rapport-merges-'));
  const bridge = new KafkaBridge({ brokers, namespace });
  const launched: Launched[] = [];
  /** What stands in the compacted topic: the last record of each key. */
  const standing = new Map<string, ReceivedMessage>();
  const facts: ReceivedMessage[] = [];
  let installation: Installation;
  let product: Product;

  beforeAll(async () => {
    await bridge.ensure(topicSpecs(4));
    installation = await install(namespace);
    for (const [index, [roles, engines]] of installation.processes.entries()) {
      launched.push(launchProduct({ data: join(folder, String(index)), environment: { ...engines, RAPPORT_ROLES: roles, RAPPORT_BRIDGE: 'kafka', RAPPORT_KAFKA_BROKERS: brokers.join(','), RAPPORT_NAMESPACE: namespace, RAPPORT_PARTITIONS: '4' } }));
    }
    product = await launched[0]!.ready;
    await bridge.consume({ group: 'test', topics: ['customers', 'lifecycle'], from: 'beginning', handle: (messages) => {
      for (const message of messages) if (message.topic === 'customers') standing.set(message.key, message); else facts.push(message);
      return Promise.resolve();
    } });
  }, 120_000);
  afterAll(async () => {
    // Politely: groups whose members were killed cannot be taken away for a while.
    await Promise.all(launched.map((each) => each.ready.then((running) => running.stop(), () => each.kill())));
    await bridge.close();
    await removeFromKafka(brokers, namespace);
    await installation.end();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const cookie = (number: string): object => ({ kind: 'anonymous-id', value: `cookie-${number}` });
  const user = (number: string): object => ({ kind: 'user-id', value: `user-${number}` });
  const stageOf = (id: string): unknown => standing.get(id)?.data?.['stage'];
  const eventually = (what: string, holds: () => boolean): Promise<unknown> => waitUntil(what, () => Promise.resolve(holds() ? true : undefined));

  it('the one whose id goes gets a tombstone and a fact that says who she is, as often as it happens, and comes back when they are parted', async () => {
    await product.send(numbers.map((number) => ({ id: `o-${number}`, type: 'commerce.order-completed', identities: [user(number)], data: { orderId: `o-${number}`, total: 5, currency: 'EUR' } })));
    await product.send(numbers.map((number) => ({ id: `v-${number}`, type: 'web.page-viewed', identities: [cookie(number)], data: { url: 'https://shop.example/' } })));
    const users = await Promise.all(numbers.map((number) => product.customerOf('user-id', `user-${number}`)));
    const cookies = await Promise.all(numbers.map((number) => product.customerOf('anonymous-id', `cookie-${number}`)));
    const all = (ids: readonly string[], stage: string | undefined): boolean => ids.every((id) => standing.has(id) && stageOf(id) === stage);
    await eventually('everybody to stand apart', () => all(users, 'first-time') && all(cookies, 'visitor'));

    for (const round of [1, 2]) {
      for (const number of numbers) expect((await product.post('/v1/identities/link?wait=visible', { a: user(number), b: cookie(number), reason: 'a call' })).status).toBeLessThan(300);
      await eventually(`tombstones in round ${String(round)}`, () => all(cookies, undefined));
      expect([cookies.map((id) => standing.get(id)?.data), users.map(stageOf)]).toEqual([cookies.map(() => null), users.map(() => 'first-time')]);
      for (const number of numbers) await product.post('/v1/identities/unlink?wait=visible', { a: user(number), b: cookie(number), reason: 'a shared device' });
      await eventually(`everybody to stand apart again in round ${String(round)}`, () => all(users, 'first-time') && all(cookies, 'visitor'));
    }
    const merged = facts.filter(({ type }) => type === 'lifecycle.customer-merged');
    expect(new Map(merged.map(({ key, data }) => [key, data?.['mergedInto']]))).toEqual(new Map(cookies.map((id, index) => [id, users[index]])));
    expect(new Set(merged.map(({ id }) => id)).size).toBe(2 * PAIRS);
  }, 120_000);
}
