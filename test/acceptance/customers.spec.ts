import { type Product, productIsBuilt, startProduct } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;

interface Timeline {
  readonly items: { readonly id: string; readonly type: string }[];
  readonly next?: string;
}

whenBuilt('identity, profile and the 360-degree view, through the public interface', () => {
  let product: Product;
  let counter = 0;
  const touch = (type: string, identities: readonly [string, string][], at: string, data: object, more: object = {}): Record<string, unknown> => ({ id: `c-${String(counter++)}`, type, identities: identities.map(([kind, value]) => ({ kind, value })), occurredAt: at, data, ...more });
  const timelineOf = async (id: string, query = ''): Promise<Timeline> => (await product.get<Timeline>(`/v1/customers/${id}/timeline?limit=1000${query}`)).body;

  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => product.stop());

  it('capability 32: anonymous visits come into the known customer\'s timeline at log-on, and leave it again by an unlink', async () => {
    const visits = [1, 2, 3].map((day) => touch('web.page-viewed', [['anonymous-id', 'cookie-32']], `2026-01-0${String(day)}T10:00:00Z`, { url: 'https://shop.example/' }));
    await product.send([...visits, touch('commerce.order-completed', [['user-id', 'eve']], '2026-01-05T10:00:00Z', { orderId: 'eve-1', total: 10, currency: 'EUR' })]);
    const [cookie, eve] = [await product.customerOf('anonymous-id', 'cookie-32'), await product.customerOf('user-id', 'eve')];
    const apart = await product.document(eve, 'profile', '?at=2026-02-01T00:00:00Z');
    await product.send([touch('web.page-viewed', [['anonymous-id', 'cookie-32'], ['user-id', 'eve']], '2026-01-06T10:00:00Z', { url: 'https://shop.example/login' })]);
    const joined = await product.customerOf('user-id', 'eve');
    expect(await product.customerOf('anonymous-id', 'cookie-32')).toBe(joined);
    expect((await timelineOf(joined)).items).toHaveLength(5);
    await product.post('/v1/identities/unlink?wait=visible', { a: { kind: 'anonymous-id', value: 'cookie-32' }, b: { kind: 'user-id', value: 'eve' }, reason: 'a shared device' });
    expect([await product.customerOf('anonymous-id', 'cookie-32'), await product.customerOf('user-id', 'eve')]).toEqual([cookie, eve]);
    expect({ ...(await product.document(eve, 'profile', '?at=2026-02-01T00:00:00Z')), position: '' }).toEqual({ ...apart, position: '' });
  });

  it('capability 36: one identity makes a valid profile, which grows and says how complete it is', async () => {
    await product.send([touch('email.opened', [['email', 'fay@example.org']], '2026-01-01T10:00:00Z', { messageId: 'm1' })]);
    const id = await product.customerOf('email', 'fay@example.org');
    const first = await product.document(id, 'profile');
    await product.send([touch('profile.trait-observed', [['email', 'fay@example.org']], '2026-01-02T10:00:00Z', { traits: { name: 'Fay Winter', country: 'AT' } }, { source: { system: 'crm' } })]);
    const later = await product.document(id, 'profile');
    expect(Number(first?.['completeness'])).toBeGreaterThan(0);
    expect(Number(later?.['completeness'])).toBeGreaterThan(Number(first?.['completeness']));
  });

  it('capability 37: traits are dated and sourced; the later observation stands, in whatever order they arrive', async () => {
    const observed = (at: string, city: string, system: string): Record<string, unknown> => touch('profile.trait-observed', [['user-id', 'gil']], at, { traits: { city } }, { source: { system } });
    await product.send([observed('2026-03-01T10:00:00Z', 'Graz', 'crm')]);
    await product.send([observed('2026-02-01T10:00:00Z', 'Wien', 'web-shop')]);
    const id = await product.customerOf('user-id', 'gil');
    expect(await product.document(id, 'profile')).toMatchObject({ traits: { city: { value: 'Graz', source: 'crm', observedAt: '2026-03-01T10:00:00.000Z' } } });
    expect(await product.document(id, 'profile', '?at=2026-02-15T00:00:00Z')).toMatchObject({ traits: { city: { value: 'Wien', source: 'web-shop' } } });
  });

  it('capability 41: one timeline over web, mail, chat, call, meeting, social, order and ticket, filtered and as of then, in milliseconds for 10,000 events', async () => {
    const channels: [string, object][] = [['web.page-viewed', { url: 'https://shop.example/' }], ['email.opened', { messageId: 'm' }], ['chat.message-posted', { text: 'hello' }], ['call.received', {}], ['meeting.held', {}], ['social.mentioned', { network: 'x' }], ['case.opened', { caseId: 'k' }]];
    const examples = new Map<string, object>();
    for (const [type] of channels) examples.set(type, ((await product.get<{ example: { data: object } }>(`/v1/event-types/${type}`)).body).example.data);
    const touches = Array.from({ length: 10_000 }, (_, index) => {
      const type = channels[index % channels.length]?.[0] ?? '';
      return touch(type, [['user-id', 'hal']], new Date(Date.UTC(2024, 0, 1) + index * 3_600_000).toISOString(), examples.get(type) ?? {});
    });
    for (let start = 0; start < touches.length; start += 1_000) await product.send(touches.slice(start, start + 1_000));
    const id = await product.customerOf('user-id', 'hal');
    const spent: number[] = [];
    let [token, seen] = ['', 0];
    do {
      const begun = performance.now();
      const page = await timelineOf(id, token);
      spent.push(performance.now() - begun);
      seen += page.items.length;
      token = page.next === undefined ? '' : `&after=${encodeURIComponent(page.next)}`;
    } while (token !== '');
    expect(seen).toBe(10_000);
    const mail = await timelineOf(id, '&channel=email');
    expect(new Set(mail.items.map(({ type }) => type))).toEqual(new Set(['email.opened']));
    expect((await timelineOf(id, '&at=2024-01-02T00:00:00Z')).items).toHaveLength(25);
  });

  it('capability 46: a social handle is an identity, and mentions join the timeline', async () => {
    await product.send([
      touch('social.mentioned', [['social', 'mastodon:@Ida']], '2026-01-01T10:00:00Z', { network: 'mastodon' }),
      touch('lead.captured', [['social', 'mastodon:ida'], ['email', 'ida@example.org']], '2026-01-02T10:00:00Z', {}),
    ]);
    expect((await timelineOf(await product.customerOf('email', 'ida@example.org'))).items.map(({ type }) => type)).toEqual(['lead.captured', 'social.mentioned']);
  });

  it('capability 88: an order in the store is joined to the journey on the web', async () => {
    await product.send([
      touch('web.product-viewed', [['anonymous-id', 'cookie-88'], ['email', 'jon@example.org']], '2026-01-01T10:00:00Z', { productId: 'p-1' }),
      touch('commerce.store-order-recorded', [['email', 'jon@example.org']], '2026-01-03T10:00:00Z', { orderId: 'store-1', total: 30, currency: 'EUR' }),
    ]);
    const id = await product.customerOf('anonymous-id', 'cookie-88');
    expect((await timelineOf(id)).items.map(({ type }) => type)).toEqual(['commerce.store-order-recorded', 'web.product-viewed']);
    expect(await product.document(id, 'purchasing')).toMatchObject({ orders: 1, revenue: 30 });
  });

  it('a customer is found by the beginning of an identity, of the name, or of the last name', async () => {
    await product.send([touch('profile.trait-observed', [['email', 'kim@example.org']], '2026-01-01T10:00:00Z', { traits: { firstName: 'Kim', lastName: 'Ostrowski' } })]);
    const id = await product.customerOf('email', 'kim@example.org');
    const found = async (q: string): Promise<unknown[]> => (await product.get<{ items: { id: string }[] }>(`/v1/customers?q=${encodeURIComponent(q)}`)).body.items.map((each) => each.id);
    expect(await Promise.all(['KIM@ex', 'kim ostr', 'Ostrow', id].map(found))).toEqual([[id], [id], [id], [id]]);
    expect(await found('strowski')).toEqual([]);
  });
});
