import { given, type Given } from '#projections/test-kit';
import { purchasing } from './purchasing.projection';

const order = (history: Given, at: string, orderId: string, total: number, currency = 'EUR'): Given => history.touch('commerce.order-completed', at, { orderId, total, currency, items: [{ productId: 'p', category: orderId }] });

describe('purchasing', () => {
  it('counts x, t_x and T in whole UTC days, T up to the day of the moment', () => {
    const history = order(order(order(given(purchasing), '2026-01-01T23:00:00Z', 'a', 10), '2026-01-11T01:00:00Z', 'b', 10), '2026-01-11T05:00:00Z', 'c', 10);
    expect(history.at('2026-01-31T12:00:00Z')).toMatchObject({ orders: 3, purchaseDays: 2, repeat: { x: 1, tx: 10, T: 30 } });
  });

  it('adds in decimal', () => {
    expect(order(order(given(purchasing), '2026-01-01T10:00:00Z', 'a', 0.1), '2026-01-02T10:00:00Z', 'b', 0.2).at('2026-02-01T00:00:00Z')).toMatchObject({ revenue: 0.3 });
  });

  it('keeps other currencies apart', () => {
    const history = order(order(given(purchasing), '2026-01-01T10:00:00Z', 'a', 10), '2026-01-02T10:00:00Z', 'b', 7, 'USD');
    expect(history.at('2026-02-01T00:00:00Z')).toMatchObject({ orders: 2, revenue: 10, currency: 'EUR', byCurrency: { USD: { revenue: 7, refunded: 0 } } });
  });

  it('counts one order id once, as first placed', () => {
    expect(order(order(given(purchasing), '2026-01-01T10:00:00Z', 'a', 10), '2026-01-02T10:00:00Z', 'a', 99).at('2026-02-01T00:00:00Z')).toMatchObject({ orders: 1, revenue: 10 });
  });

  it('takes a cancellation that came before its order', () => {
    const history = order(given(purchasing).touch('commerce.order-cancelled', '2026-01-01T09:00:00Z', { orderId: 'a' }), '2026-01-01T10:00:00Z', 'a', 10);
    expect(history.at('2026-02-01T00:00:00Z')).toMatchObject({ orders: 0, revenue: 0, firstOrderAt: null, repeat: { x: 0, tx: 0, T: 0 } });
  });

  it('is not there before the first order', () => {
    expect(given(purchasing).touch('commerce.order-refunded', '2026-01-01T10:00:00Z', { orderId: 'a', total: 5, currency: 'EUR' }).at('2026-02-01T00:00:00Z')).toBeUndefined();
  });

  it('survives order ids that are names of the language', () => {
    const history = ['__proto__', 'constructor', 'toString'].reduce((all, orderId, day) => order(all, `2026-01-0${String(day + 1)}T10:00:00Z`, orderId, 1), given(purchasing));
    expect(history.at('2026-02-01T00:00:00Z')).toMatchObject({ orders: 3, revenue: 3 });
  });
});
