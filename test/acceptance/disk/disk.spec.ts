import { createServer } from 'node:net';
import { join } from 'node:path';
import { launchCommand, type Product, productIsBuilt, runProduct, startProduct } from '#testing/product';
import { canHaveSmallDisks, type SmallDisk, smallDisk } from './small-disk';

const whenBuilt = productIsBuilt && canHaveSmallDisks ? describe : describe.skip;

interface Problem {
  readonly code?: string;
  readonly detail?: string;
}

const order = (number: number, text = ''): object => ({ id: `d-${String(number)}`, type: 'commerce.order-completed', identities: [{ kind: 'user-id', value: 'dora' }], occurredAt: `2026-01-01T10:00:00Z`, data: { orderId: `o-${String(number)}`, total: 5, currency: 'EUR' }, ...(text === '' ? {} : { context: { note: text } }) });
const large = (number: number): object => order(number, 'x'.repeat(50_000));

async function until(what: () => Promise<boolean>, seconds = 30): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; !(await what()); ) {
    if (Date.now() > end) throw new Error('it did not come to that in time');
    await new Promise((done) => setTimeout(done, 100));
  }
}

let disk: SmallDisk;
let product: Product;
let data: string;

async function begin(): Promise<void> {
  const made = smallDisk(24);
  if (!made) throw new Error('the disk is gone');
  disk = made;
  data = join(disk.folder, 'data');
  product = await startProduct({ data });
  await product.send([order(1), order(2)]);
}

async function end(): Promise<void> {
  await product.stop();
  disk.remove();
}

const readiness = async (): Promise<number> => (await product.get('/health/ready')).status;
const ordersOfDora = async (): Promise<unknown> => (await product.document(await product.customerOf('user-id', 'dora'), 'purchasing'))?.['orders'];
const send = (touchpoint: object): Promise<{ status: number; body: Problem }> => product.post<Problem>('/v1/touchpoints', touchpoint);

async function readsAreUp(): Promise<void> {
  expect(await ordersOfDora()).toBe(2);
  for (const path of ['/v1/customers?limit=10', '/v1/events?limit=10', '/v1/projections', '/v1/read-models/purchasing', '/v1/quarantine', '/health/live', '/metrics']) expect([path, (await fetch(`${product.url}${path}`)).status]).toEqual([path, 200]);
}

whenBuilt('a disk that takes no more (a mount of its own, for which it takes root on Linux)', () => {
  beforeEach(begin);
  afterEach(end);

  it('full: intake stops with a sentence, whichever way it comes, reads stay up, and it goes on by itself when there is room', async () => {
    disk.fill(16_000);
    const full = { status: 503, body: { code: 'RAPPORT_STORE_UNAVAILABLE', detail: expect.stringContaining('the disk is full') } };
    await until(async () => (await send(large(1_000 + Math.floor(Math.random() * 1e6)))).status === 503);
    expect(await send(large(3))).toMatchObject(full);
    expect(await product.post('/v1/touchpoints', { batch: [large(4), large(5)] })).toMatchObject(full);
    expect(await product.post('/v1/touchpoints', { batch: [{ id: 'none', type: 'no.such', note: 'x'.repeat(50_000) }] })).toMatchObject(full);
    const stream = await fetch(`${product.url}/v1/touchpoints`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: [large(6), large(7)].map((each) => JSON.stringify(each)).join('\n') });
    expect({ status: stream.status, body: await stream.json() }).toMatchObject(full);
    await readsAreUp();

    disk.empty();
    expect(await product.send([large(3), large(4), large(5), order(8)])).toMatchObject({ accepted: 4 });
    expect(await ordersOfDora()).toBe(6);
    await until(async () => (await readiness()) === 200);
  }, 120_000);

  it('full under the read models: they stop with a reason, reads stay up, and they come up with the log when there is room', async () => {
    const before = Number(await ordersOfDora());
    // Fill up by appending: the log gets the last bytes, and the read models none.
    disk.fill(2_500_000);
    let accepted = 0;
    for (let number = 10; number < 3_000; number += 20) {
      const answer = await product.post<Problem & { accepted?: number }>('/v1/touchpoints', { batch: Array.from({ length: 20 }, (_, index) => ({ ...order(number + index, 'x'.repeat(2_000)), identities: [{ kind: 'user-id', value: `u${String(number + index)}` }] })) });
      if (answer.status === 503) break;
      accepted += answer.body.accepted ?? 0;
    }
    await until(async () => (await readiness()) === 503);
    const { body } = await product.get<{ items: { state: string; reason?: string }[] }>('/v1/projections');
    expect(body.items[0]).toMatchObject({ state: 'stopped', reason: expect.stringContaining('the disk is full') });
    expect(await ordersOfDora()).toBe(before);

    disk.empty();
    await until(async () => (await readiness()) === 200);
    expect(await product.send([order(9_000)])).toMatchObject({ accepted: 1 });
    expect(await ordersOfDora()).toBe(before + 1);
    expect((await product.get<{ total: number }>('/v1/read-models/purchasing/count?by=currency')).body.total).toBe(accepted + 1);
    await product.stop();
    expect(await runProduct(['verify', '--json'], { RAPPORT_DATA: data })).toMatchObject({ code: 0 });
  }, 120_000);

  it('what was killed on a full disk loses nothing, and starts again when there is room', async () => {
    disk.fill(200_000);
    let last = 100;
    while ((await send(large(last))).status === 200) last += 1;
    await product.kill();
    disk.empty();
    product = await startProduct({ data });
    expect(await product.send(Array.from({ length: last - 100 }, (_, index) => large(100 + index)))).toMatchObject({ accepted: 0, duplicates: last - 100 });
    await product.stop();
    expect(await runProduct(['verify', '--json'], { RAPPORT_DATA: data })).toMatchObject({ code: 0 });
  }, 120_000);

  it('read-only: a server that finds its folder so serves reads and refuses intake with a sentence', async () => {
    await product.kill();
    disk.protect();
    const port = await freePort();
    const serving = launchCommand(['serve'], { RAPPORT_DATA: data, RAPPORT_PORT: String(port) });
    const at = `http://127.0.0.1:${String(port)}`;
    await until(async () => (await fetch(`${at}/health/live`).catch(() => undefined))?.status === 200);
    for (const path of ['/v1/customers?limit=10', '/v1/events?limit=10', '/v1/read-models/purchasing']) {
      const { items } = (await (await fetch(`${at}${path}`)).json()) as { items: unknown[] };
      expect([path, items.length > 0]).toEqual([path, true]);
    }
    const refused = await fetch(`${at}/v1/touchpoints`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(order(3)) });
    expect({ status: refused.status, body: await refused.json() }).toMatchObject({ status: 503, body: { code: 'RAPPORT_STORE_UNAVAILABLE', detail: expect.stringContaining('the data folder cannot be written') } });
    serving.kill();
    await serving.ended;

    disk.unprotect();
    product = await startProduct({ data });
    expect(await product.send([order(3)])).toMatchObject({ accepted: 1 });
    expect(await ordersOfDora()).toBe(3);
  }, 90_000);

  it('read-only: a folder in which nothing can be made is refused in a sentence', async () => {
    await product.stop();
    disk.protect();
    const { code, err } = await runProduct(['serve'], { RAPPORT_DATA: join(disk.folder, 'another'), RAPPORT_PORT: '0' });
    expect([code, err]).toEqual([1, expect.stringMatching(/cannot be written|cannot be opened|cannot be made/)]);
    disk.unprotect();
  }, 60_000);
});

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        found(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
