import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { addDecimal } from '#kernel';
import type { Touchpoint } from '#touchpoints';
import { gather, type Gathered } from './gather';
import { readOrders } from './orders-file';
import type { OrdersFileOptions } from './orders-file-options';

const folder = process.env['RAPPORT_DATASETS'] ?? '';
const available = folder !== '' && existsSync(folder);
const name = (text: string): string => (available ? text : `${text} (skipped, no data)`);
const whenAvailable = available ? test : test.skip;

const orders = (path: string, options: OrdersFileOptions): Promise<Gathered<Touchpoint>> => gather(readOrders(join(folder, path), options));
const customersOf = (touchpoints: readonly Touchpoint[]): number => new Set(touchpoints.map((t) => t.identities[0]?.value)).size;
const revenueOf = (touchpoints: readonly Touchpoint[]): string => touchpoints.reduce((sum, t) => addDecimal(sum, Number(t.data['total'])), '0');

describe('published tables of orders', () => {
  whenAvailable(name('CDNOW: 6,919 orders of 2,357 customers, by white space and without a header'), async () => {
    const { touchpoints, faults } = await orders('cdnow/CDNOW_sample.txt', { customer: '2', date: '3', quantity: '4', amount: '5', currency: 'USD' });
    expect([touchpoints.length, customersOf(touchpoints), new Set(touchpoints.map((t) => t.id)).size, faults]).toEqual([6_919, 2_357, 6_919, []]);
    expect(touchpoints[0]).toMatchObject({ identities: [{ value: '0001' }], occurredAt: '1997-01-01T00:00:00.000Z', data: { total: 29.33, quantity: 2 } });
  });

  whenAvailable(name('rfm: 4,906 orders of 995 customers, as quoted CSV with a header'), async () => {
    const { touchpoints, faults } = await orders('rfm/rfm_data_orders.csv', { customer: 'customer_id', date: 'order_date', amount: 'revenue' });
    expect([touchpoints.length, customersOf(touchpoints), faults]).toEqual([4_906, 995, []]);
  });

  whenAvailable(name('Complete Journey: 75,000 rows are the items of their baskets, compressed, and no cent is lost'), async () => {
    const path = 'completejourney/transactions_sample.csv.gz';
    const columns = { customer: 'household_id', date: 'transaction_timestamp', amount: 'sales_value', quantity: 'quantity', product: 'product_id' };
    const [rows, baskets] = [await orders(path, columns), await orders(path, { ...columns, order: 'basket_id' })];
    expect([rows.touchpoints.length, rows.faults, baskets.faults]).toEqual([75_000, [], []]);
    expect(baskets.touchpoints.reduce((sum, t) => sum + (t.data['items'] as unknown[]).length, 0)).toBe(75_000);
    expect(Number(revenueOf(baskets.touchpoints)).toFixed(2)).toBe(Number(revenueOf(rows.touchpoints)).toFixed(2));
  });
});
