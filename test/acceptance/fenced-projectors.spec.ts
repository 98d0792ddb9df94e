import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoReadModelStore } from '#read-models/mongodb';
import { describeOn } from '#testing/engines';
import { type EventStoreServer, startEventStoreServer } from '#testing/eventstoredb-server';
import { type Launched, launchProduct, type Product, productIsBuilt } from '#testing/product';
import { waitUntil } from '../../infra/engines';
import { TestDatabase } from '../../libs/read-models/mongodb/test-database';

const LEASE = 2_000;
const PEOPLE = 40;

const whenBuilt = productIsBuilt ? describe : describe.skip;

whenBuilt('projectors that share the customers', () => {
  describeOn('mongodb', 'on MongoDB, one of them held for longer than its lease', (url) => {
    const folder = mkdtempSync(join(tmpdir(), 'rapport-fenced-'));
    const database = new TestDatabase(url);
    const { namespace } = database;
    const projectors: Launched[] = [];
    const launched: Launched[] = [];
    let eventStore: EventStoreServer;
    let store: MongoReadModelStore;
    let office: Product;
    let sent = 0;

    const launch = (name: string, role: string): Launched => {
      const made = launchProduct({ data: join(folder, name), environment: {
        RAPPORT_ROLES: role, RAPPORT_NAMESPACE: namespace, RAPPORT_PARTITIONS: '4', RAPPORT_LEASE_SECONDS: String(LEASE / 1_000),
        RAPPORT_EVENT_LOG: 'eventstoredb', RAPPORT_EVENTSTOREDB_URL: eventStore.url, RAPPORT_READ_MODELS: 'mongodb', RAPPORT_MONGODB_URL: url,
      } });
      launched.push(made);
      return made;
    };
    /** Units of work by the process that has them, as it is named in their leases. */
    const shares = async (): Promise<Map<string, string[]>> => {
      const of = new Map<string, string[]>();
      for (const [unit, owner] of await store.leases('unit:')) of.set(owner, [...(of.get(owner) ?? []), unit]);
      return of;
    };
    const isOf = ({ pid }: Launched, owner: string): boolean => owner.includes(`-${String(pid)}-`);
    const orders = (count: number): object[] => Array.from({ length: count }, () => {
      const number = sent++;
      return { id: `f-${String(number)}`, type: 'commerce.order-completed', identities: [{ kind: 'user-id', value: `p${String(number % PEOPLE)}` }], occurredAt: new Date(Date.UTC(2026, 0, 1 + (number % 90))).toISOString(), data: { orderId: `o-${String(number)}`, total: 5, currency: 'EUR' } };
    });

    beforeAll(async () => {
      eventStore = await startEventStoreServer();
      const front = launch('office', 'front-office');
      projectors.push(launch('one', 'projector'), launch('two', 'projector'));
      store = await database.open();
      office = await front.ready;
    }, 90_000);
    afterAll(async () => {
      for (const each of launched) each.resume();
      await Promise.all(launched.map((each) => each.kill()));
      await eventStore.stop('kill');
      await database.remove();
      rmSync(folder, { recursive: true, force: true });
    }, 30_000);

    it('loses its share to the other, does no harm when it goes on, and takes its share again', async () => {
      const evenly = (): Promise<string> => waitUntil('even shares', async () => {
        const now = await shares();
        const territories = [...now.values()].map((units) => units.filter((unit) => unit !== 'unit:identity').length);
        return territories.join() === '2,2' ? [...now].find(([, units]) => units.includes('unit:identity'))?.[0] : undefined;
      });
      const holder = await evenly();
      const held = projectors.find((each) => isOf(each, holder));
      const other = projectors.find((each) => each !== held);
      if (!held || !other) throw new Error(`nobody is ${holder}`);
      await office.send(orders(200));

      // In the midst of work, and with the identity stage in its hands.
      await office.post('/v1/touchpoints', { batch: orders(800) });
      held.pause();
      const from = performance.now();
      await waitUntil('all units with the other', async () => {
        const now = await shares();
        return now.size === 1 && [...now].every(([owner, units]) => isOf(other, owner) && units.length === 5) ? true : undefined;
      });
      expect(performance.now() - from).toBeGreaterThan(LEASE / 4);
      expect((await office.post('/v1/touchpoints?wait=visible&timeoutMs=30000', { batch: orders(200) })).status).toBe(200);

      held.resume();
      for (let round = 0; round < 5; round++) {
        expect((await office.post('/v1/touchpoints?wait=visible&timeoutMs=30000', { batch: orders(100) })).status).toBe(200);
        await sleep(LEASE / 5);
      }
      await evenly();

      const stored = (await office.get<{ items: Record<string, unknown>[] }>('/v1/read-models/purchasing?limit=1000')).body.items;
      expect(stored.map(({ orders: count }) => Number(count)).reduce((sum, count) => sum + count, 0)).toBe(sent);
      for (const { position: _position, ...document } of stored) {
        const { position: _told, ...fold } = (await office.document(String(document['customerId']), 'purchasing', `?at=${String(document['asOf'])}`)) ?? {};
        expect(document).toEqual(fold);
      }
      const facts: { id: string; data: Record<string, unknown> }[] = [];
      for (let after = ''; ; ) {
        const { body } = await office.get<{ items: typeof facts; next?: string }>(`/v1/events?types=lifecycle.stage-entered&limit=1000${after}`);
        facts.push(...body.items);
        if (body.next === undefined) break;
        after = `&after=${encodeURIComponent(body.next)}`;
      }
      const moves = facts.map(({ data }) => JSON.stringify([data['customerId'], data['stage'], data['since']]));
      expect(moves.length).toBeGreaterThanOrEqual(PEOPLE);
      expect(moves.length).toBe(new Set(moves).size);
    }, 180_000);
  });
});
