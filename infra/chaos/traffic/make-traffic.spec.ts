import { PROFILES } from '../plan/profile';
import { expectedCustomers } from './expected-customers';
import { makeTraffic } from './make-traffic';
import type { Traffic } from './step';
import type { Touchpoint } from './touchpoint';

describe('the traffic of a run', () => {
  const touchpointsOf = ({ lanes }: Traffic): Touchpoint[] => lanes.flat().flatMap((step) => ('touchpoints' in step ? step.touchpoints : []));

  it('is the same for the same seed, and shares nothing with that of another', () => {
    expect(makeTraffic(5, PROFILES.engines)).toEqual(makeTraffic(5, PROFILES.engines));
    const ids = new Set(touchpointsOf(makeTraffic(5, PROFILES.engines)).map(({ id }) => id));
    expect(touchpointsOf(makeTraffic(6, PROFILES.engines)).filter(({ id }) => ids.has(id))).toEqual([]);
  });

  it('sends touchpoints again, out of the order of their time, and links and unlinks', () => {
    const traffic = makeTraffic(1, PROFILES.engines);
    const touchpoints = touchpointsOf(traffic);
    expect(new Set(touchpoints.map(({ id }) => id)).size).toBeLessThan(touchpoints.length);
    const times = touchpoints.map(({ occurredAt }) => occurredAt);
    expect(times).not.toEqual(times.toSorted());
    const kinds = new Set(Array.from({ length: 20 }, (_, seed) => makeTraffic(seed, PROFILES.engines)).flatMap(({ lanes }) => lanes.flat().map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual(['batch', 'link', 'one', 'rebuild', 'stream', 'unlink']);
  });
});

describe('who is expected', () => {
  const [ann, mail, phone] = [{ kind: 'user-id', value: 'ann' }, { kind: 'email', value: 'ann@example.org' }, { kind: 'anonymous-id', value: 'ann' }];
  const touchpoint = (id: string, ...identities: Touchpoint['identities']): Touchpoint => ({ id, type: 'commerce.order-completed', identities, occurredAt: '2026-01-01T00:00:00.000Z', data: { total: 3 } });
  const alone = { sendings: [], isAnswered: false };
  const sent = { at: 0, kind: 'batch', touchpoints: [touchpoint('1', ann, phone), touchpoint('2', mail), touchpoint('3', phone), touchpoint('1', ann, phone)] } as const;

  it('is one where a touchpoint carried both, each touchpoint counted once', () => {
    expect(expectedCustomers({ ...alone, lanes: [[sent]] })).toEqual([{ identities: [ann, phone], touches: 2, orders: 2, revenue: 6 }, { identities: [mail], touches: 1, orders: 1, revenue: 3 }]);
  });

  it('is as the last statement says', () => {
    const link = { at: 0, kind: 'link', a: ann, b: mail } as const;
    expect(expectedCustomers({ ...alone, lanes: [[sent], [link]] })).toEqual([{ identities: [ann, phone, mail], touches: 3, orders: 3, revenue: 9 }]);
    expect(expectedCustomers({ ...alone, lanes: [[sent], [link, { ...link, kind: 'unlink' }]] })).toHaveLength(2);
  });

  it('has an answer of the back office for each order and each complaint, and what others stated, once', () => {
    const fact = { topic: 'billing', source: '/bank', id: 'f', type: 'billing.invoice-paid', time: '2026-01-02T00:00:00.000Z', identity: phone, data: {} } as const;
    expect(expectedCustomers({ lanes: [[sent]], sendings: [{ at: 0, facts: [fact, fact, { ...fact, source: '/carrier' }] }], isAnswered: true })).toMatchObject([{ touches: 6, orders: 2 }, { touches: 2, orders: 1 }]);
  });
});
