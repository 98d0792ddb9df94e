import { DAY, formatTime, HOUR } from '#kernel';
import { type Product, productIsBuilt, startProduct } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;
const ENVIRONMENT = { RAPPORT_BACK_OFFICE: 'reference', RAPPORT_CLOCK: 'virtual' };

interface Recorded {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly source?: { readonly system?: string };
}

interface Profile {
  readonly touches: number;
  readonly byChannel: Readonly<Record<string, { readonly count: number }>>;
}

whenBuilt('the back office beside the front office, through the public interface', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ environment: ENVIRONMENT });
  });
  afterAll(async () => product.stop());

  const touchpoint = (user: string, type: string, data: object): object => ({ id: `${user}-${type}`, type, identities: [{ kind: 'user-id', value: user }], data });
  const order = (user: string): object => touchpoint(user, 'commerce.order-completed', { orderId: `A-${user}`, total: 59.9, currency: 'EUR' });
  async function history(user: string, from: Product = product): Promise<readonly Recorded[]> {
    const customer = await from.customerOf('user-id', user);
    return (await from.get<{ items: Recorded[] }>(`/v1/customers/${customer}/timeline?limit=100`)).body.items;
  }
  async function until<Value>(ask: () => Promise<Value>, holds: (value: Value) => boolean): Promise<Value> {
    for (const end = Date.now() + 20_000; ; await new Promise((done) => setTimeout(done, 25))) {
      const value = await ask();
      if (holds(value)) return value;
      if (Date.now() > end) throw new Error(`waited in vain: ${JSON.stringify(value)}; ${product.said()}`);
    }
  }
  const has = (type: string) => (events: readonly Recorded[]): boolean => events.some((event) => event.type === type);
  const typesOf = (events: readonly Recorded[]): string[] => events.map(({ type }) => type);
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const later = async (time: number): Promise<void> => {
    ahead += time;
    expect((await product.post('/v1/clock/advance', { to: formatTime(now()) })).status).toBe(200);
  };
  const profileOf = async (user: string): Promise<Profile> => (await product.get<Profile>(`/v1/customers/${await product.customerOf('user-id', user)}/read-models/profile`)).body;

  it('capability 107: an order that came in is invoiced over the bridge within seconds, and what is not paid in time changes what the front office knows', async () => {
    await product.send([order('ann'), order('ben')]);
    const [invoiced] = (await until(() => history('ann'), has('billing.invoice-issued'))).filter(({ type }) => type === 'billing.invoice-issued');
    expect(invoiced).toMatchObject({ data: { invoiceId: 'I-A-ann', orderId: 'A-ann', total: 59.9, currency: 'EUR' }, source: { system: '/back-office/billing' } });
    await until(() => history('ben'), has('billing.invoice-issued'));
    await product.send([touchpoint('ben', 'billing.invoice-paid', { invoiceId: 'I-A-ben' })]);
    expect((await profileOf('ann')).byChannel['billing']).toMatchObject({ count: 1 });

    await later(15 * DAY);
    await until(() => profileOf('ann'), ({ byChannel }) => byChannel['billing']?.count === 2);
    const overdue = (await history('ann')).filter(({ type }) => type === 'billing.invoice-overdue');
    expect(overdue.map(({ data, occurredAt }) => [data['invoiceId'], occurredAt])).toEqual([['I-A-ann', invoiced?.data['dueAt']]]);
    await until(() => history('ben'), has('fulfilment.shipment-delivered'));
    expect(typesOf(await history('ben'))).not.toContain('billing.invoice-overdue');
  });

  it('capability 107: production that is late is told to the customer in time, and a complaint has a case and somebody in charge', async () => {
    const heldUp = touchpoint('cem', 'fulfilment.production-delayed', { orderId: 'A-cem', expectedAt: formatTime(now() + 8 * DAY) });
    await product.send([order('cem'), heldUp, touchpoint('cem', 'feedback.received', { kind: 'complaint', topic: 'packaging' })]);
    const [opened] = (await until(() => history('cem'), has('case.opened'))).filter(({ type }) => type === 'case.opened');
    await later(HOUR);
    const assigned = (await until(() => history('cem'), has('case.assigned'))).find(({ type }) => type === 'case.assigned');
    expect(assigned?.data).toMatchObject({ caseId: opened?.data['caseId'], team: 'service desk' });
    expect(typesOf(await history('cem'))).not.toContain('fulfilment.shipment-delayed');
    await later(6 * DAY);
    const delayed = (await until(() => history('cem'), has('fulfilment.shipment-delayed'))).find(({ type }) => type === 'fulfilment.shipment-delayed');
    expect(delayed).toMatchObject({ data: { orderId: 'A-cem', reason: 'still in production' }, source: { system: '/back-office/fulfilment' } });
    expect((await profileOf('cem')).byChannel['fulfilment']?.count).toBe(2);
    expect(await product.document(await product.customerOf('user-id', 'cem'), 'backoffice-status')).toMatchObject({ openCases: 1, cases: [{ team: 'service desk' }], promotions: { suppressed: true } });
  });

  it('capability 108: a delivery that is late suppresses promotions until the goods are there', async () => {
    const promotionsFor = async (user: string): Promise<unknown> => (await product.document(await product.customerOf('user-id', user), 'backoffice-status'))?.['promotions'];
    await product.send([order('mia'), touchpoint('mia', 'fulfilment.production-delayed', { orderId: 'A-mia', expectedAt: formatTime(now() + 8 * DAY) })]);
    await until(() => history('mia'), has('billing.invoice-issued'));
    await product.send([touchpoint('mia', 'billing.invoice-paid', { invoiceId: 'I-A-mia' })]);
    expect(await promotionsFor('mia')).toMatchObject({ suppressed: true, because: [{ id: 'A-mia', state: 'production-delayed' }] });
    await later(6 * DAY);
    await until(() => promotionsFor('mia'), (promotions) => JSON.stringify(promotions).includes('"delayed"'));
    await later(6 * DAY);
    await until(() => history('mia'), has('fulfilment.shipment-delivered'));
    expect(await until(() => promotionsFor('mia'), (promotions) => JSON.stringify(promotions).includes('false'))).toEqual({ suppressed: false, because: [] });
  });

  it('capability 108: delivery stands in the timeline, and a cancelled order is not sent', async () => {
    await product.send([order('dan'), order('eva'), touchpoint('eva', 'commerce.order-cancelled', { orderId: 'A-eva' })]);
    await until(() => history('dan'), has('billing.invoice-issued'));
    await until(() => history('eva'), has('billing.invoice-issued'));
    await later(4 * DAY);
    const story = await until(() => history('dan'), has('fulfilment.shipment-delivered'));
    const moments = ['commerce.order-completed', 'fulfilment.shipment-dispatched', 'fulfilment.shipment-delivered'].map((type) => Date.parse(story.find((event) => event.type === type)?.occurredAt ?? ''));
    expect(Math.round((moments[1]! - moments[0]!) / DAY)).toBe(1);
    expect(moments[2]! - moments[1]!).toBe(2 * DAY);
    expect(typesOf(await history('eva')).filter((type) => type.startsWith('fulfilment.'))).toEqual([]);
  });

  it('capability 107: what fell due while the machine was off is stated once when it is back', async () => {
    await product.send([order('fay')]);
    await until(() => history('fay'), has('billing.invoice-issued'));
    await product.kill();
    const again = await startProduct({ data: product.data, environment: ENVIRONMENT });
    try {
      ahead += 30 * DAY;
      await again.post('/v1/clock/advance', { to: formatTime(now()) });
      await until(() => history('fay', again), (events) => has('billing.invoice-overdue')(events) && has('fulfilment.shipment-delivered')(events));
      const facts = typesOf(await history('fay', again)).filter((type) => /^(billing|fulfilment)\./.test(type));
      expect(facts.toSorted()).toEqual(['billing.invoice-issued', 'billing.invoice-overdue', 'fulfilment.shipment-delivered', 'fulfilment.shipment-dispatched']);
    } finally {
      await again.stop();
    }
  });
});
