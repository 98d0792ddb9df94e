import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOrders } from '#intake/files';
import { type Product, productIsBuilt, startProduct } from '#testing/product';

const datasets = process.env['RAPPORT_DATASETS'] ?? '';
const present = productIsBuilt && existsSync(join(datasets, 'cdnow'));
const withData = present ? describe : describe.skip;
const note = present ? '' : ' (skipped, no data)';

interface List {
  readonly items: Record<string, unknown>[];
  readonly next?: string;
}

/** Sends a file of orders through intake, as backfill. */
async function sendOrders(product: Product, file: string, columns: { customer: string; date: string; amount: string; quantity?: string; currency: string }): Promise<void> {
  for await (const { touchpoints } of readOrders(join(datasets, file), columns)) {
    if (touchpoints.length === 0) continue;
    const answer = await fetch(`${product.url}/v1/touchpoints?backfill=true&wait=visible`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: touchpoints.map((each) => `${JSON.stringify(each)}\n`).join('') });
    expect(await answer.json()).toMatchObject({ quarantined: 0 });
  }
}

async function all(product: Product, path: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let after = ''; ; ) {
    const { body } = await product.get<List>(`${path}&limit=1000${after}`);
    items.push(...body.items);
    if (body.next === undefined) return items;
    after = `&after=${encodeURIComponent(body.next)}`;
  }
}

withData(`CDNOW${note}`, () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
    await sendOrders(product, 'cdnow/CDNOW_sample.txt', { customer: '2', date: '3', quantity: '4', amount: '5', currency: 'USD' });
  }, 120_000);
  afterAll(async () => product.stop());

  it('every buyer and every order is there', async () => {
    const { body } = await product.get<{ total: number }>('/v1/read-models/purchasing/count?by=currency');
    expect(body.total).toBe(2357);
    const types = await product.get<{ items: { type: string; count: number }[] }>('/v1/event-types');
    expect(types.body.items.find(({ type }) => type === 'commerce.order-completed')?.count).toBe(6919);
  });

  it('as of 1997-09-30 repeat purchases, recency and age are those of the published summary, for all 2,357', async () => {
    const [, ...rows] = readFileSync(join(datasets, 'cdnow/cdnow_customers_summary.csv'), 'utf8').trim().split(/\r?\n/).map((line) => line.split(',').map(Number));
    const theirs = new Map(rows.map(([id = 0, ...figures]) => [id, figures]));
    const documents = await all(product, '/v1/read-models/purchasing?at=1997-09-30T00:00:00Z');
    const customers = await all(product, '/v1/customers?sort=-purchasing.revenue');
    const numberOf = new Map(customers.map(({ id, identities }) => [id, Number((identities as { value: string }[])[0]?.value)]));
    const weeks = (days: number): number => Math.round((days / 7) * 100) / 100;
    const own = new Map(documents.map(({ customerId, repeat }) => {
      const { x, tx, T } = repeat as { x: number; tx: number; T: number };
      return [numberOf.get(customerId), [x, weeks(tx), weeks(T)]];
    }));
    expect(own.size).toBe(2357);
    expect(own).toEqual(theirs);
  }, 60_000);

  it('as of 1998-06-30 the lifecycle positions are spread over the stages of buyers and explained', async () => {
    const { body } = await product.get<{ counts: { value: string; count: number }[] }>('/v1/read-models/lifecycle-position/count?by=stage&at=1998-06-30T00:00:00Z');
    const counts = Object.fromEntries(body.counts.map(({ value, count }) => [value, count]));
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(2357);
    expect(Object.keys(counts).every((stage) => ['first-time', 'regular', 'extended', 'at-risk', 'lapsed', 'won-back'].includes(stage))).toBe(true);
    const documents = (await product.get<List>('/v1/read-models/lifecycle-position?at=1998-06-30T00:00:00Z&limit=1000')).body.items;
    expect(documents.every(({ reasons }) => Array.isArray(reasons) && reasons.length > 0)).toBe(true);
    expect((counts['lapsed'] ?? 0) + (counts['at-risk'] ?? 0)).toBeGreaterThan(counts['regular'] ?? 0);
  }, 60_000);
});

withData(`RFM on the published orders${note}`, () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
    await sendOrders(product, 'rfm/rfm_data_orders.csv', { customer: 'customer_id', date: 'order_date', amount: 'revenue', currency: 'USD' });
  }, 120_000);
  afterAll(async () => product.stop());

  it('capability 47: segments, their orders and revenue, and the cuts are the published ones as of 2006-12-31', async () => {
    const documents = await all(product, '/v1/read-models/rfm?at=2006-12-31T00:00:00Z');
    const segments = new Map<string, [number, number, number]>();
    for (const { segment, frequency, monetary } of documents) {
      const [customers, orders, revenue] = segments.get(String(segment)) ?? [0, 0, 0];
      segments.set(String(segment), [customers + 1, orders + Number(frequency), Math.round(revenue + Number(monetary))]);
    }
    expect(Object.fromEntries(segments)).toEqual({
      Champions: [158, 1234, 120178], Loyal: [278, 1708, 166712], 'Potential Loyalist': [229, 801, 65873], Lost: [111, 244, 20955], 'At Risk': [86, 438, 44178],
      'About To Sleep': [50, 127, 10914], Others: [48, 210, 22061], 'Need Attention': [35, 144, 13287],
    });
    expect(documents[0]?.['cuts']).toMatchObject({ recency: [115, 181, 297.4, 482], frequency: [4, 5, 6, 8], monetary: [255.8, 382, 506.4, 666], customers: 995 });
  });

  it('the same by a count and by one customer\'s own document', async () => {
    const { body } = await product.get<{ counts: { value: string; count: number }[] }>('/v1/read-models/rfm/count?by=segment&at=2006-12-31T00:00:00Z');
    expect(body.counts[0]).toEqual({ value: 'Loyal', count: 278 });
    const [champion] = (await product.get<List>('/v1/read-models/rfm?at=2006-12-31T00:00:00Z&segment=Champions&limit=1')).body.items;
    expect(await product.document(String(champion?.['customerId']), 'rfm', '?at=2006-12-31T00:00:00Z')).toMatchObject({ segment: 'Champions', r: champion?.['r'] });
  });

  it('another table of segments can be held against the one served: with the specific boxes first every segment is reached', async () => {
    const { body } = await product.post<{ customers: number; changed: number; items: { changes: { path: string; after: unknown }[] }[] }>('/v1/projections/rfm/compare?limit=1000', { version: 2, at: '2006-12-31T00:00:00Z' });
    const changed = new Set(body.items.flatMap(({ changes }) => changes.filter(({ path }) => path === 'segment').map(({ after }) => after)));
    expect([body.customers, body.changed, changed]).toEqual([995, 77, new Set(['New', 'Promising', 'Can\'t Lose'])]);
  }, 60_000);
});
