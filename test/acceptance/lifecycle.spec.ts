import { type Product, productIsBuilt, startProduct } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;
let counter = 0;

const touch = (type: string, who: string, at: string, data: object): object => ({ id: `t-${String(counter++)}`, type, identities: [{ kind: 'user-id', value: who }], occurredAt: at, data });
const order = (who: string, at: string, orderId: string, category: string, total = 20): object => touch('commerce.order-completed', who, at, { orderId, total, currency: 'EUR', items: [{ productId: `p-${category}`, category }] });

whenBuilt('lifecycle and growth, through the public interface', () => {
  let product: Product;
  const stageAt = async (who: string, at: string): Promise<unknown[]> => {
    const document = await product.document(await product.customerOf('user-id', who), 'lifecycle-position', `?at=${at}`);
    return [document?.['phase'], document?.['stage']];
  };

  beforeAll(async () => {
    product = await startProduct();
    await product.send([
      { ...touch('web.page-viewed', 'ann', '2026-01-01T10:00:00Z', { url: 'https://shop.example/' }), identities: [{ kind: 'anonymous-id', value: 'cookie-ann' }] },
      { ...touch('web.page-viewed', 'ann', '2026-01-02T10:00:00Z', { url: 'https://shop.example/login' }), identities: [{ kind: 'anonymous-id', value: 'cookie-ann' }, { kind: 'user-id', value: 'ann' }] },
      order('ann', '2026-01-05T10:00:00Z', 'ann-1', 'tea'),
      order('ann', '2026-02-05T10:00:00Z', 'ann-2', 'tea'),
      order('ann', '2026-03-05T10:00:00Z', 'ann-3', 'books'),
      order('bob', '2026-01-07T10:00:00Z', 'bob-1', 'tea'),
      touch('commerce.order-refunded', 'bob', '2026-01-20T10:00:00Z', { orderId: 'bob-1', total: 20, currency: 'EUR' }),
      order('cem', '2026-01-09T10:00:00Z', 'cem-1', 'tea'),
      order('cem', '2026-03-01T10:00:00Z', 'cem-2', 'tea'),
    ]);
  });
  afterAll(async () => product.stop());

  it('capability 1: a customer has exactly one stage at any past moment, and a rebuild gives the same', async () => {
    const walk = ['2026-01-01T12:00:00Z', '2026-01-03T00:00:00Z', '2026-01-06T00:00:00Z', '2026-02-06T00:00:00Z', '2026-03-06T00:00:00Z', '2029-01-01T00:00:00Z'];
    const stages = (): Promise<unknown[][]> => Promise.all(walk.map((at) => stageAt('ann', at)));
    const before = await stages();
    expect(before).toEqual([['selection', 'visitor'], ['selection', 'prospect'], ['acquisition', 'first-time'], ['retention', 'regular'], ['extension', 'extended'], ['extension', 'lapsed']]);
    expect((await product.post('/v1/projections/lifecycle-position/rebuild')).status).toBe(202);
    for (let state = ''; state !== 'live'; ) state = String((await product.get('/v1/projections/lifecycle-position')).body['state']);
    expect(await stages()).toEqual(before);
  });

  it('capability 3: the first order acquires; the refund of the only order reverts that', async () => {
    expect(await stageAt('bob', '2026-01-08T00:00:00Z')).toEqual(['acquisition', 'first-time']);
    expect(await stageAt('bob', '2026-01-21T00:00:00Z')).toEqual(['selection', 'prospect']);
    const reverted = await product.document(await product.customerOf('user-id', 'bob'), 'lifecycle-position', '?at=2026-01-21T00:00:00Z');
    expect(reverted).toMatchObject({ since: '2026-01-20T10:00:00.000Z', previousStage: 'first-time' });
    expect(reverted).not.toHaveProperty('acquiredAt');
  });

  it('capability 4: the second purchase of the same kind retains', async () => {
    expect(await stageAt('cem', '2026-02-01T00:00:00Z')).toEqual(['acquisition', 'first-time']);
    expect(await stageAt('cem', '2026-03-02T00:00:00Z')).toEqual(['retention', 'regular']);
  });

  it('capability 5: something of another kind, bought by a regular buyer, extends', async () => {
    expect(await product.document(await product.customerOf('user-id', 'ann'), 'lifecycle-position', '?at=2026-03-06T00:00:00Z')).toMatchObject({ stage: 'extended', previousStage: 'regular', extendedAt: '2026-03-05T10:00:00.000Z' });
  });

  it('capability 6: first-time, regular and additional buyers per month are a hand count of the log', async () => {
    const { body } = await product.get<{ items: unknown[] }>('/v1/growth');
    expect(body.items).toEqual([
      { period: '2026-01', firstTime: 2, regular: 0, additional: 0 },
      { period: '2026-02', firstTime: 0, regular: 1, additional: 0 },
      { period: '2026-03', firstTime: 0, regular: 1, additional: 1 },
    ]);
  });

  it('capability 6: the same counts hold as of an earlier moment', async () => {
    const { body } = await product.get<{ items: unknown[] }>('/v1/growth?at=2026-01-15T00:00:00Z');
    expect(body.items).toEqual([{ period: '2026-01', firstTime: 3, regular: 0, additional: 0 }]);
  });

  it('entering a stage is stated as a fact, in the customer\'s timeline with derived=true', async () => {
    await product.send([{ id: 'live-1', type: 'commerce.order-completed', identities: [{ kind: 'user-id', value: 'dee' }], data: { orderId: 'dee-1', total: 5, currency: 'EUR' } }]);
    const id = await product.customerOf('user-id', 'dee');
    const timeline = async (): Promise<unknown[]> => (await product.get<{ items: { type: string; data: { stage?: string } }[] }>(`/v1/customers/${id}/timeline?derived=true`)).body.items.map(({ type, data }) => [type, data.stage]);
    // The fact lies behind the touch in the log: it is seen when the read models have passed it too.
    for (let tries = 100; tries > 0 && (await timeline()).length < 2; tries--) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await timeline()).toContainEqual(['lifecycle.stage-entered', 'first-time']);
  });

  it('who became one with whom is stated too, but not where it is backfill that says so', async () => {
    const visit = (id: string, ...users: string[]): object => ({ id, type: 'web.page-viewed', identities: users.map((value) => ({ kind: 'user-id', value })), data: { url: 'https://shop.example/' } });
    const merged = async (): Promise<unknown[]> => (await product.get<{ items: { data: unknown }[] }>('/v1/events?types=lifecycle.customer-merged')).body.items.map(({ data }) => data);
    await product.send(['eve', 'fay', 'gus', 'hal'].map((user) => visit(`${user}-1`, user)));
    const [eve, fay, gus, hal] = await Promise.all(['eve', 'fay', 'gus', 'hal'].map((user) => product.customerOf('user-id', user)));
    await product.post('/v1/touchpoints?wait=visible&backfill=true', visit('old', 'eve', 'fay'));
    expect(await product.customerOf('user-id', 'fay')).toBe(eve);
    expect(fay).not.toBe(eve);
    await product.send([visit('new', 'gus', 'hal')]);
    expect(await merged()).toEqual([{ customerId: hal, mergedInto: gus }]);
  });
});
