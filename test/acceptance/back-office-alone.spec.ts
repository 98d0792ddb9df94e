import { randomUUID } from 'node:crypto';
import { writeFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BridgeMessage, ReceivedMessage } from '#bridge';
import { KafkaBridge } from '#bridge/kafka';
import { INBOUND_TOPICS, topicSpecs } from '#bridge/messages';
import { DAY, formatTime } from '#kernel';
import { describeOn, mongoDbUrl } from '#testing/engines';
import { type Product, productIsBuilt, startProduct } from '#testing/product';
import { TestDatabase } from '../../libs/read-models/mongodb/test-database';
import { removeFromKafka } from '../remove-from-kafka';

const whenBuilt = productIsBuilt ? describe : describe.skip;

whenBuilt('a back office alone', () => {
  describeOn('kafka', 'on a real broker, its books in its folder', (brokers) => {
    invoices(brokers, {});
  });
  describeOn('kafka', 'on a real broker and a real MongoDB', (brokers) => {
    describeOn('mongodb', 'which holds its books', (url) => {
      invoices(brokers, { RAPPORT_READ_MODELS: 'mongodb', RAPPORT_MONGODB_URL: url });
    });
  });
});

function invoices(brokers: readonly string[], engines: Readonly<Record<string, string>>): void {
  const namespace = `rapport-test-${randomUUID().slice(0, 8)}`;
  const data = mkdtempSync(join(tmpdir(), 'rapport-back-office-'));
  const environment = { ...engines, RAPPORT_ROLES: 'back-office', RAPPORT_BRIDGE: 'kafka', RAPPORT_KAFKA_BROKERS: brokers.join(','), RAPPORT_NAMESPACE: namespace, RAPPORT_PARTITIONS: '2', RAPPORT_CLOCK: 'virtual' };
  const bridge = new KafkaBridge({ brokers, namespace });
  /** By id: a message may come again. */
  const stated = new Map<string, ReceivedMessage>();
  const types = (): string[] => [...stated.values()].map(({ type }) => type);
  let product: Product | undefined;

  afterAll(async () => {
    await product?.stop();
    await bridge.close();
    await removeFromKafka(brokers, namespace);
    rmSync(data, { recursive: true });
    const url = mongoDbUrl();
    if (engines['RAPPORT_MONGODB_URL'] === undefined || url === undefined) return;
    const database = new TestDatabase(url);
    await database.raw.client.db(`${namespace}-back-office`).dropDatabase();
    await database.remove();
  });

  const order = (id: string, time: number): BridgeMessage => ({
    key: 'c-1', id, source: '/rapport/touchpoints', type: 'commerce.order-completed', subject: 'c-1', time: formatTime(time), extensions: { recordedat: formatTime(time) },
    data: { orderId: id, total: 59.9, currency: 'EUR', identities: [{ kind: 'user-id', value: 'ann' }] },
  });
  async function until(count: number): Promise<void> {
    for (const end = Date.now() + 45_000; stated.size < count; await new Promise((done) => { setTimeout(done, 50); })) {
      if (Date.now() > end) throw new Error(`stated is ${types().join(', ')}; it said ${product?.said() ?? 'nothing'}`);
    }
  }

  it('capability 107: invoices what the bridge tells it of, with no log and no read models, and reminds after a kill -9 of what fell due meanwhile', async () => {
    product = await startProduct({ data, environment });
    await bridge.ensure(topicSpecs(2));
    await bridge.consume({ group: 'test', topics: INBOUND_TOPICS, from: 'beginning', handle: (messages) => { for (const each of messages) stated.set(each.id, each); return Promise.resolve(); } });
    await bridge.publish('touchpoints', [order('A-1', Date.now())]);
    await until(1);
    expect([...stated.values()][0]).toMatchObject({ topic: 'billing', key: 'c-1', type: 'billing.invoice-issued', data: { invoiceId: 'I-A-1' } });
    expect((await product.get('/health/ready')).body).toMatchObject({ status: 'ready', books: { engine: engines['RAPPORT_READ_MODELS'] ?? 'embedded', ok: true }, bridge: { engine: 'kafka', ok: true } });
    const metrics = await (await fetch(`${product.url}/metrics`)).text();
    expect(metrics).toContain('rapport_back_office_facts_total{department="billing",type="billing.invoice-issued"} 1');
    expect(metrics).toMatch(/rapport_back_office_lag_messages\{department="fulfilment"\} \d/);
    expect((await product.get('/v1/customers')).status).toBe(404);
    expect(readdirSync(data).filter((name) => /^(events|read-models)/.test(name))).toEqual([]);

    await product.kill();
    writeFileSync(join(data, 'clock.json'), JSON.stringify({ shift: 15 * DAY }));
    product = await startProduct({ data, environment });
    await until(4);
    await bridge.publish('touchpoints', [order('A-1', Date.now()), order('A-2', Date.now() + 15 * DAY)]);
    await until(5);
    expect(types().toSorted()).toEqual(['billing.invoice-issued', 'billing.invoice-issued', 'billing.invoice-overdue', 'fulfilment.shipment-delivered', 'fulfilment.shipment-dispatched']);
  }, 150_000);
}
