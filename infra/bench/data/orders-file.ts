import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { DAY } from '#kernel';

const FIRST_DAY = Date.UTC(2023, 0, 1);
const DAYS = 730;
const ROWS_PER_CUSTOMER = 20;
/** The rows of an order: one to three. */
const ORDER_SIZES = [1, 2, 3, 2] as const;
const LINES_AT_ONCE = 1_000;

/** Writes a table of orders, one row an item, in the order of the days. The same number of rows is the same file. */
export async function writeOrdersFile(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('order,customer,day,sku,pieces,total\n');
  let lines: string[] = [];
  for (const line of linesOf(rows)) {
    lines.push(line);
    if (lines.length < LINES_AT_ONCE) continue;
    if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain');
    lines = [];
  }
  file.end(lines.length > 0 ? `${lines.join('\n')}\n` : '');
  await once(file, 'close');
}

function* linesOf(rows: number): Generator<string> {
  const customers = Math.max(1, Math.floor(rows / ROWS_PER_CUSTOMER));
  for (let row = 0, order = 0; row < rows; order++) {
    const customer = (order * 7_919) % customers;
    const day = new Date(FIRST_DAY + Math.floor((row / rows) * DAYS) * DAY).toISOString().slice(0, 10);
    for (let item = 0; item < (ORDER_SIZES[order % ORDER_SIZES.length] ?? 1) && row < rows; item++, row++) {
      yield `A-${String(order)},c${String(customer)},${day},tea-${String((row * 31) % 200)},${String(1 + (row % 3))},${(((row * 37) % 9_000) / 100 + 1).toFixed(2)}`;
    }
  }
}
