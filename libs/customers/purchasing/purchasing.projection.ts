import { dayOf, formatTime, sortedRecord, sumDecimals } from '#kernel';
import { allRefunds, type Order, type OrderBook, orderBookHandlers, placedOrders } from '#orders';
import { daysBetween, defineProjection } from '#projections';

/** Orders, money and the repeat-purchase statistics that the customer-base models rest on (Fader, Hardie & Lee 2005: x, t_x, T; in whole UTC days). */
export const purchasing = defineProjection<OrderBook>({
  name: 'purchasing',
  version: 1,
  summary: 'Orders, revenue, refunds, categories and repeat purchases',
  orderMatters: false,
  fields: {
    orders: 'number', purchaseDays: 'number', revenue: 'number', refunded: 'number', currency: 'text', firstOrderAt: 'time', lastOrderAt: 'time',
    'repeat.x': 'number', 'repeat.tx': 'number', 'repeat.T': { daysSince: 'firstOrderAt' },
  },
  initial: () => ({}),
  on: orderBookHandlers,
  view: (book, { at }) => {
    const placed = placedOrders(book);
    const [earliest] = placed;
    if (!earliest) return undefined;
    const standing = placed.filter(({ cancelled }) => !cancelled);
    const own = standing[0]?.currency ?? earliest.currency;
    const [first, last] = [standing[0], standing.at(-1)];
    const days = new Set(standing.map((order) => dayOf(order.at)));
    const currencies = [...new Set([...standing.map(({ currency }) => currency), ...allRefunds(book).map(({ currency }) => currency)])];
    const others = currencies.filter((currency) => currency !== own).map((currency) => [currency, moneyIn(currency, standing, book)] as const);
    return {
      orders: standing.length,
      purchaseDays: days.size,
      firstOrderAt: first ? formatTime(first.at) : null,
      lastOrderAt: last ? formatTime(last.at) : null,
      ...moneyIn(own, standing, book),
      currency: own,
      categories: [...new Set(standing.flatMap(({ categories }) => categories))].sort(),
      repeat: { x: Math.max(0, days.size - 1), tx: first && last ? daysBetween(first.at, last.at) : 0, T: first ? daysBetween(first.at, at) : 0 },
      ...(others.length > 0 ? { byCurrency: sortedRecord(others) } : {}),
    };
  },
});

function moneyIn(currency: string, standing: readonly Order[], book: OrderBook): { revenue: number; refunded: number } {
  const sum = (amounts: readonly { total: number; currency: string }[]): number => sumDecimals(amounts.filter((each) => each.currency === currency).map(({ total }) => total));
  return { revenue: sum(standing), refunded: sum(allRefunds(book)) };
}
