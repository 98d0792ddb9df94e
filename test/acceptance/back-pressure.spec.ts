import { type Product, productIsBuilt, startProduct } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;
const MEBI = 1024 * 1024;
const CLIENTS = 200;
const BATCH = 100;
const PATIENCE = 120;

interface Sender {
  readonly status: number;
  readonly refusals: number;
}

/** Large ones, so that it is their bytes that weigh, not the work that each makes. */
const touchpoint = (id: string): object => ({ id, type: 'web.page-viewed', identities: [{ kind: 'user-id', value: id.slice(0, 2) }], occurredAt: '2026-01-01T10:00:00Z', data: { url: 'https://shop.example/' }, context: { note: 'x'.repeat(12_000) } });
const touchpoints = (name: string, count: number): object[] => Array.from({ length: count }, (_, index) => touchpoint(`${name}-${String(index)}`));

whenBuilt('more at once than there is room for', () => {
  let product: Product;
  const gauge = async (name: string): Promise<number> => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await (await fetch(`${product.url}/metrics`)).text())?.[1]);
  const countOf = async (type: string): Promise<number | undefined> => (await product.get<{ items: { type: string; count: number }[] }>('/v1/event-types')).body.items.find((each) => each.type === type)?.count;

  beforeAll(async () => {
    product = await startProduct({ environment: { RAPPORT_IN_FLIGHT: String(4 * MEBI) } });
  });
  afterAll(async () => product.stop());

  it('batches are turned away in words before they are read, nothing of them is kept, and sent again they get in; memory stays flat', async () => {
    const send = async (client: number): Promise<Sender> => {
      const body = JSON.stringify({ batch: touchpoints(`b${String(client)}`, BATCH) });
      for (let refusals = 0; ; refusals++) {
        const response = await fetch(`${product.url}/v1/touchpoints`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
        const answer = (await response.json()) as { code?: string; detail?: string; accepted?: number };
        if (response.status !== 503 || refusals === PATIENCE) {
          expect(answer).toMatchObject({ accepted: BATCH });
          return { status: response.status, refusals };
        }
        expect([answer.code, response.headers.get('retry-after'), response.headers.get('content-type')]).toEqual(['RAPPORT_BUSY', '1', 'application/problem+json; charset=utf-8']);
        await new Promise((done) => setTimeout(done, 1_000 + Math.random() * 1_000));
      }
    };
    await send(-1);
    const memory = async (): Promise<number> => ((await gauge('nodejs_heap_size_used_bytes')) + (await gauge('nodejs_external_memory_bytes'))) / MEBI;
    const before = await memory();
    let most = before;
    let inFlight = 0;
    const watch = setInterval(() => {
      void memory().then((now) => (most = Math.max(most, now))).catch(() => undefined);
      void gauge('rapport_in_flight_bytes').then((now) => (inFlight = Math.max(inFlight, now))).catch(() => undefined);
    }, 100);
    const senders = await Promise.all(Array.from({ length: CLIENTS }, (_, client) => send(client)));
    clearInterval(watch);

    expect(senders.filter(({ status }) => status !== 200)).toEqual([]);
    expect(senders.filter(({ refusals }) => refusals > 0).length).toBeGreaterThan(0);
    expect(inFlight).toBeGreaterThan(0);
    expect(inFlight).toBeLessThanOrEqual(4 * MEBI);
    expect(await countOf('web.page-viewed')).toBe((CLIENTS + 1) * BATCH);
    // All bodies together are 240 MiB, and what is read of them as much again; how much of it lies about until it is collected is the engine's affair.
    expect(Math.round(most - before)).toBeLessThan(200);
    expect(await gauge('rapport_in_flight_bytes')).toBe(0);
  }, 180_000);

  it('streams are never turned away: they go at the log\'s pace', async () => {
    const stream = async (client: number): Promise<unknown> => {
      const lines = touchpoints(`s${String(client)}`, 150).map((each) => JSON.stringify(each)).join('\n');
      const response = await fetch(`${product.url}/v1/touchpoints`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: lines });
      const { accepted } = (await response.json()) as { accepted: number };
      return [response.status, accepted];
    };
    expect(await Promise.all(Array.from({ length: 30 }, (_, client) => stream(client)))).toEqual(Array.from({ length: 30 }, () => [200, 150]));
  }, 120_000);

  it('a batch alone gets in, however little room there is', async () => {
    const body = { batch: touchpoints('alone', 600) };
    expect(JSON.stringify(body).length).toBeGreaterThan(4 * MEBI);
    expect(await product.post('/v1/touchpoints', body)).toMatchObject({ status: 200, body: { accepted: 600 } });
  });
});
