import { createHash } from 'node:crypto';
import { DAY, SECOND } from '#kernel';
import { EventTypes, evidenceOf, TouchpointCheck, type Identity } from '#touchpoints';
import { LATE, lives, people, PRODUCTS, truthOf, type Delivery, type LivesOptions, type PersonTruth } from '.';

const COMPANY: LivesOptions = { seed: 1, customers: 1_000 };
const FROM = Date.UTC(2024, 10, 1);
const TO = Date.UTC(2026, 10, 1);
const deliveries: readonly Delivery[] = [...lives(COMPANY)];
const once: readonly Delivery[] = deliveries.filter(({ again }) => !again);
const truth: readonly PersonTruth[] = [...people(COMPANY)];

function digest(options: LivesOptions): string {
  const hash = createHash('sha256');
  for (const delivery of lives(options)) hash.update(JSON.stringify(delivery));
  return hash.digest('hex').slice(0, 16);
}

function keyOf({ kind, value }: Identity): string {
  return `${kind} ${value}`;
}

function groupBy<T>(items: readonly T[], key: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

describe('the same options tell the same story', () => {
  it('byte for byte', () => {
    expect(digest({ seed: 5, customers: 60 })).toBe(digest({ seed: 5, customers: 60 }));
  });

  it('on every machine: change this only together with the model', () => {
    expect(digest({ seed: 1, customers: 150 })).toBe('489bfd44b59d8c02');
  });

  it('another seed tells another, of people with other names', () => {
    const names = (seed: number): string[] => [...people({ seed, customers: 40 })].flatMap(({ identities }) => identities.map(keyOf));
    const first = new Set(names(1));
    expect(names(2).filter((name) => first.has(name))).toEqual([]);
  });

  it('stops after as many deliveries as asked for, and they are the first of the whole', () => {
    expect([...lives({ ...COMPANY, touchpoints: 500 })]).toEqual(deliveries.slice(0, 500));
    expect([...lives({ ...COMPANY, touchpoints: 0 })]).toEqual([]);
  });

  it('the way of delivery does not change what happens', () => {
    const ids = (options: LivesOptions): string[] => [...lives(options)].filter(({ again }) => !again).map(({ touchpoint, happenedAt }) => `${touchpoint.id} ${happenedAt}`).sort();
    const small = { seed: 3, customers: 50 };
    expect(ids({ ...small, lateShare: 0.4, duplicateShare: 0.2, clockFaultShare: 0.5 })).toEqual(ids(small));
  });
});

describe('deliveries', () => {
  it('come in the order of receipt, none before it happened', () => {
    expect(deliveries.findIndex(({ deliveredAt }, index) => deliveredAt < (deliveries[index - 1]?.deliveredAt ?? 0))).toBe(-1);
    expect(deliveries.filter(({ deliveredAt, happenedAt }) => deliveredAt < happenedAt)).toEqual([]);
  });

  it('not in the order in which things happened', () => {
    expect(once.some(({ happenedAt }, index) => happenedAt < (once[index - 1]?.happenedAt ?? 0) - DAY)).toBe(true);
  });

  it('lie within the two years, but for what is late', () => {
    expect(deliveries.filter(({ happenedAt }) => happenedAt < FROM || happenedAt >= TO)).toEqual([]);
    expect(deliveries.at(-1)!.deliveredAt).toBeLessThan(TO + 10 * DAY);
    const spring = [...lives({ seed: 1, customers: 100, from: '2020-03-01', months: 3 })].map(({ happenedAt }) => happenedAt);
    expect(Math.min(...spring)).toBeGreaterThanOrEqual(Date.UTC(2020, 2, 1));
    expect(Math.max(...spring)).toBeLessThan(Date.UTC(2020, 5, 1));
  });

  it('carry an id once, unless the same touchpoint is delivered again', () => {
    expect(new Set(once.map(({ touchpoint }) => touchpoint.id)).size).toBe(once.length);
    const first = new Map(once.map(({ touchpoint, deliveredAt }) => [touchpoint.id, { json: JSON.stringify(touchpoint), deliveredAt }]));
    for (const { touchpoint, deliveredAt } of deliveries.filter(({ again }) => again)) {
      expect(first.get(touchpoint.id)?.json).toBe(JSON.stringify(touchpoint));
      expect(deliveredAt).toBeGreaterThan(first.get(touchpoint.id)!.deliveredAt);
    }
  });

  it.each<[Partial<LivesOptions>, number, number]>([[{}, 0.03, 0.01], [{ lateShare: 0.2, duplicateShare: 0.1 }, 0.2, 0.1], [{ lateShare: 0, duplicateShare: 0 }, 0, 0]])('are late and repeated in about the shares asked for: %j', (options, late, repeated) => {
    const told = [...lives({ seed: 2, customers: 500, ...options })];
    const first = told.filter(({ again }) => !again);
    expect(Math.abs(first.filter(({ deliveredAt, happenedAt }) => deliveredAt - happenedAt >= LATE).length / first.length - late)).toBeLessThanOrEqual(late * 0.15);
    expect(Math.abs((told.length - first.length) / first.length - repeated)).toBeLessThanOrEqual(repeated * 0.15);
  });

  it('from wrong clocks give themselves away by sentAt, and then are right to a second', () => {
    const told = [...lives({ seed: 4, customers: 200, clockFaultShare: 0.5 })].filter(({ again }) => !again);
    const claimed = told.map(({ touchpoint, happenedAt }) => Date.parse(touchpoint.occurredAt!) - happenedAt);
    expect(claimed.filter((off) => Math.abs(off) > 10 * SECOND).length / told.length).toBeGreaterThan(0.1);
    for (const { touchpoint, deliveredAt, happenedAt } of told) {
      const correction = touchpoint.sentAt === undefined ? 0 : deliveredAt - Date.parse(touchpoint.sentAt);
      const believed = Date.parse(touchpoint.occurredAt!) + (Math.abs(correction) > 10 * SECOND ? correction : 0);
      expect(Math.abs(believed - happenedAt)).toBeLessThan(SECOND);
    }
  });
});

describe('touchpoints', () => {
  const types = new EventTypes();

  it('are of the catalogue and pass its check', () => {
    const check = new TouchpointCheck(types);
    expect(deliveries.flatMap(({ touchpoint }) => check.check(touchpoint.type, touchpoint.data).map((fault) => ({ ...fault, touchpoint })))).toEqual([]);
  });

  it('are of nearly every type that may come from outside', () => {
    const seen = new Set(deliveries.map(({ touchpoint }) => touchpoint.type));
    const rare = ['fulfilment.production-delayed', 'commerce.subscription-cancelled', 'case.reopened', 'email.complained', 'lead.disqualified'];
    expect(types.all().filter(({ type, origin }) => origin === 'outside' && !seen.has(type) && !rare.includes(type)).map(({ type }) => type)).toEqual([]);
  });

  it('carry identities that are evidence, in the form in which they are compared', () => {
    const names = new Map(deliveries.flatMap(({ touchpoint }) => touchpoint.identities.map((identity) => [keyOf(identity), identity])));
    for (const identity of names.values()) expect(evidenceOf(identity)).toEqual(identity);
    expect(new Set([...names.values()].map(({ kind }) => kind))).toEqual(new Set(['anonymous-id', 'user-id', 'email', 'phone', 'social', 'external', 'device-id']));
  });

  it('name products of the shop, at its prices', () => {
    expect(PRODUCTS).toHaveLength(120);
    expect(new Set(PRODUCTS.map(({ name }) => name)).size).toBe(120);
    const known = new Map(PRODUCTS.map(({ productId, cents }) => [productId, cents / 100]));
    for (const { touchpoint } of deliveries.filter(({ touchpoint: { type } }) => type === 'commerce.product-added')) expect(touchpoint.data['price']).toBe(known.get(String(touchpoint.data['productId'])));
  });
});

describe('the truth', () => {
  const byCustomer = groupBy(once, ({ customer }) => customer);

  it('has the orders that the stream has, person by person', () => {
    for (const { customer, orders } of truth) {
      const own = byCustomer.get(customer) ?? [];
      const data = (...types: string[]): Record<string, unknown>[] => own.filter(({ touchpoint: { type } }) => types.includes(type)).map(({ touchpoint }) => touchpoint.data);
      const placed = data('commerce.order-completed', 'commerce.store-order-recorded').map(({ orderId, total }) => `${String(orderId)} ${String(total)}`).sort();
      expect(placed).toEqual(orders.map(({ orderId, total }) => `${orderId} ${total}`).sort());
      expect(data('commerce.order-cancelled').map(({ orderId }) => orderId).sort()).toEqual(orders.filter(({ cancelled }) => cancelled).map(({ orderId }) => orderId).sort());
      expect(data('commerce.order-refunded').reduce((sum, { total }) => sum + Math.round(Number(total) * 100), 0)).toBe(orders.reduce((sum, { refunded }) => sum + Math.round(refunded * 100), 0));
    }
  });

  it('counts the touchpoints of each person, and knows when they began and ended', () => {
    for (const { customer, touchpoints, firstAt, lastAt } of truth) {
      const times = (byCustomer.get(customer) ?? []).map(({ happenedAt }) => happenedAt);
      expect([times.length, Math.min(...times), Math.max(...times)]).toEqual([touchpoints, Date.parse(firstAt!), Date.parse(lastAt!)]);
    }
  });

  it('gives every identity to one person, but for the shared devices to two of a household', () => {
    const owners = new Map<string, number[]>();
    for (const { customer, identities } of truth) for (const identity of identities) owners.set(keyOf(identity), [...(owners.get(keyOf(identity)) ?? []), customer]);
    for (const { customer, identities, sharesDeviceWith } of truth) {
      for (const identity of identities) {
        const others = owners.get(keyOf(identity))!.filter((owner) => owner !== customer);
        expect(others.filter((other) => other !== (identity.shared ? sharesDeviceWith : undefined))).toEqual([]);
      }
    }
    const shared = [...owners.values()].filter(({ length }) => length === 2);
    expect(shared.length).toBeGreaterThan(5);
  });

  it('groups the identities of a person as its touchpoints join them', () => {
    for (const { customer, identities, linked } of truth) {
      const groups = linked.map((group) => new Set(group.map(keyOf)));
      expect(groups.reduce((sum, { size }) => sum + size, 0)).toBe(identities.length);
      for (const { touchpoint } of byCustomer.get(customer) ?? []) expect(groups.filter((group) => touchpoint.identities.some((identity) => group.has(keyOf(identity))))).toHaveLength(1);
    }
    expect(truth.filter(({ linked }) => linked.length > 1).length).toBeGreaterThan(50);
  });

  it('is the same for one customer alone', () => {
    expect(truthOf(COMPANY, 123)).toEqual(truth[123]);
  });
});

describe('the company', () => {
  it('has customers of all kinds, with a long tail', () => {
    expect(new Set(truth.map(({ bent }) => bent))).toEqual(new Set(['passer-by', 'reader', 'buyer', 'follower', 'business']));
    const counts = truth.map(({ touchpoints }) => touchpoints).sort((a, b) => a - b);
    const mean = once.length / counts.length;
    expect(mean).toBeGreaterThan(60);
    expect(mean).toBeLessThan(120);
    expect(counts[500]).toBeLessThan(mean);
    expect(counts.at(-1)).toBeGreaterThan(5 * mean);
  });

  it('sells more before Christmas than in summer', () => {
    const orders = truth.flatMap(({ orders: own }) => own.map(({ at }) => at));
    const within = (from: string, to: string): number => orders.filter((at) => at >= from && at < to).length;
    expect(within('2025-11-15', '2025-12-21')).toBeGreaterThan(1.5 * within('2025-06-15', '2025-07-21'));
  });

  it('has buyers of one order and buyers of very many', () => {
    const buyers = truth.filter(({ orders, character }) => orders.length > 0 && !character);
    expect(buyers.filter(({ orders }) => orders.length === 1).length / buyers.length).toBeGreaterThan(0.3);
    expect(Math.max(...buyers.map(({ orders }) => orders.length))).toBeGreaterThan(15);
    expect(new Set(buyers.flatMap(({ orders }) => orders.map(({ way }) => way)))).toEqual(new Set(['shop', 'store', 'phone', 'quote']));
  });

  it('begins with six people written by hand', () => {
    expect(truth.filter(({ character }) => character).map(({ name }) => name)).toEqual(['Rosa Lindner', 'Viktor Hradil', 'Judith Sommer', 'Emil Sommer', 'Kilian Roth', 'Marta Oberhuber']);
  });
});

describe('the characters, whatever the seed', () => {
  it.each([1, 2, 77])('play their parts (seed %i)', (seed) => {
    const [rosa, viktor, judith, emil, kilian, marta] = [...people({ seed, customers: 6 })];
    expect(rosa!.orders.length).toBeGreaterThan(20);
    const silence = viktor!.orders.map(({ at }) => Date.parse(at)).map((at, index, all) => at - (all[index - 1] ?? at));
    expect(Math.max(...silence)).toBeGreaterThan(200 * DAY);
    expect([judith!.sharesDeviceWith, emil!.sharesDeviceWith]).toEqual([3, 2]);
    expect(judith!.identities.filter(({ shared }) => shared)).toEqual(emil!.identities.filter(({ shared }) => shared));
    expect(kilian!.orders).toEqual([]);
    expect(kilian!.touchpoints).toBeGreaterThan(100);
    expect(marta!.identities.filter(({ kind }) => kind === 'anonymous-id')).toHaveLength(3);
    expect([marta!.linked.length, marta!.orders[0]!.total]).toEqual([1, 1671.8]);
  });

  it('are fewer in a company with fewer customers', () => {
    expect([...people({ seed: 1, customers: 2 })].map(({ name }) => name)).toEqual(['Rosa Lindner', 'Viktor Hradil']);
    expect([...lives({ seed: 1, customers: 0 })]).toEqual([]);
  });
});

describe('options that make no sense', () => {
  it.each<Partial<LivesOptions>>([{ seed: 1.5 }, { seed: -1 }, { customers: -1 }, { months: 0.5 }, { lateShare: 2 }, { duplicateShare: NaN }, { touchpoints: 1.5 }])('are refused: %j', (options) => {
    expect(() => lives({ ...COMPANY, ...options }).next()).toThrow(RangeError);
  });

  it('are refused: a broken first day', () => {
    expect(() => lives({ ...COMPANY, from: 'yesterday' }).next()).toThrow('from must be an ISO 8601 time');
  });
});
