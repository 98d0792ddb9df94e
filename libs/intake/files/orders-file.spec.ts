import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import type { Touchpoint } from '#touchpoints';
import type { LineFault } from './chunk';
import { gather, type Gathered } from './gather';
import { readOrders } from './orders-file';
import type { OrdersFileOptions } from './orders-file-options';
import { scratchFolder } from './scratch-folder';

const files = scratchFolder();
afterAll(() => {
  files.remove();
});
const NUMBERED = { customer: '1', date: '2', amount: '3' };
const NAMED = { customer: 'who', date: 'day', amount: 'sum' };

const idsOf = (touchpoints: readonly Touchpoint[]): string[] => touchpoints.map(({ id }) => id);
const said = (faults: readonly LineFault[]): string[] => faults.flatMap(({ line, errors }) => errors.map(({ path, message }) => `${line}: ${path} ${message}`.replace(':  ', ': ')));
const orders = (path: string, options: OrdersFileOptions): Promise<Gathered<Touchpoint>> => gather(readOrders(path, options));
const read = (content: string | Buffer, options: OrdersFileOptions = NAMED): Promise<Gathered<Touchpoint>> => orders(files.write('orders.csv', content), options);

describe('the shape of the file', () => {
  const rows = Array.from({ length: 300 }, (_, i) => ({ c: `k${i % 40}`, d: new Date(Date.UTC(1999, 0, 1 + ((i * 7) % 500))).toISOString().slice(0, 10), q: 1 + (i % 3), a: ((500 + i * 7) / 100).toFixed(2) }));
  const names = { customer: 'client', date: 'day', quantity: 'qty', amount: 'sum' };
  const numbers = { customer: '1', date: '2', quantity: '3', amount: '4' };
  const blanks = rows.map((r) => ` ${r.c}  ${r.d.replaceAll('-', '')}  ${r.q}   ${r.a}`).join('\n');
  const semicolons = `client;day;qty;sum\n${rows.map((r) => `${r.c};${r.d};${r.q};${r.a}`).join('\r\n')}\r\n`;
  const tabs = `\uFEFFclient\tday\tqty\tsum\n${rows.map((r) => `"${r.c}"\t${r.d}T00:00:00Z\t${r.q}\t${r.a}`).join('\n')}\nk1\tnot-a-date\t1\t5.00\n`;

  test('white space, semicolons and tabs give the same touchpoints, by number or by name, with or without a header', async () => {
    const expected = (await read(blanks, numbers)).touchpoints;
    expect(expected).toHaveLength(300);
    expect(expected[1]).toEqual({ id: expect.stringMatching(/^orders:[0-9a-f-]{36}$/), type: 'commerce.order-completed', identities: [{ kind: 'user-id', value: 'k1' }], occurredAt: '1999-01-08T00:00:00.000Z', data: { orderId: expected[1]?.id.slice('orders:'.length), total: 5.07, currency: 'EUR', quantity: 2 } });
    const commas = rows.map((r) => `${r.c},${r.d},${r.q},${r.a}`).join('\n');
    for (const [content, options] of [[semicolons, names], [semicolons, numbers], [tabs, names], [tabs, numbers], [commas, numbers], [gzipSync(semicolons), names]] as const) expect((await read(content, options)).touchpoints).toEqual(expected);
  });

  test('a faulty line is named by its number in the file, the header counted, with its text', async () => {
    for (const options of [names, numbers]) {
      const { faults } = await read(tabs, options);
      expect(faults).toEqual([{ line: 302, raw: 'k1\tnot-a-date\t1\t5.00', errors: [{ path: options === names ? 'day' : 'column 2', code: 'date', message: 'must be an ISO 8601 date or YYYYMMDD; other forms need a date format' }] }]);
    }
  });

  test('comes in chunks of 1,000 that tell how far the reading has come', async () => {
    const { chunks } = await read(Array.from({ length: 2_500 }, (_, i) => `k${i},2020-01-01,5`).join('\n'), NUMBERED);
    expect(chunks.map((chunk) => [chunk.touchpoints.length, chunk.lines[0], chunk.line])).toEqual([[1_000, 1, 1_000], [1_000, 1_001, 2_000], [500, 2_001, 2_500]]);
    expect(chunks.at(-1)?.bytes).toBe(chunks.at(-1)?.totalBytes);
  });

  test('a file can be left before its end', async () => {
    for await (const chunk of readOrders(files.write('left.csv', Array.from({ length: 9_000 }, (_, i) => `k${i},2020-01-01,5`).join('\n')), NUMBERED)) {
      expect(chunk.touchpoints).toHaveLength(1_000);
      break;
    }
  });

  test('quoted cells hold separators, quotes and line ends', async () => {
    const content = 'who,day,what,sum\r\n"Stark, Brion",2020-01-01,"5"" disk,\r\nred",1.50\r\nann,2020-01-02,5" disk,2\r\n';
    const { touchpoints, lines } = await read(content, { ...NAMED, product: 'what' });
    expect(touchpoints.map((t) => [t.identities[0]?.value, (t.data['items'] as { productId: string }[])[0]?.productId])).toEqual([['Stark, Brion', '5" disk,\nred'], ['ann', '5" disk']]);
    expect(lines).toEqual([2, 4]);
  });

  test('a stray quote costs its own line and no other', async () => {
    const { touchpoints, faults } = await read('who,day,sum\n"a,2020-01-01,1\nb,2020-01-01,2\n"c",2020-01-01,3\n');
    expect(touchpoints.map((t) => t.identities[0]?.value)).toEqual(['b', 'c']);
    expect(faults.map(({ line, errors }) => [line, errors[0]?.code])).toEqual([[2, 'quoting']]);
  });

  test('by number, the first line is a header only if neither its date nor its amount is one', async () => {
    expect(await read('who,day,sum\na,2020-01-01,1', NUMBERED)).toMatchObject({ touchpoints: [{}], faults: [] });
    expect(said((await read('a,soon,1\na,2020-01-01,1', NUMBERED)).faults)).toEqual(['1: column 2 must be an ISO 8601 date or YYYYMMDD; other forms need a date format']);
    expect((await read('a,01.02.2020,"5,00"\na,2020-01-01,1', NUMBERED)).faults.map(({ line }) => line)).toEqual([1]);
  });

  test('a header without rows has none', async () => {
    for (const options of [NAMED, NUMBERED]) expect(await read('who,day,sum\n', options)).toMatchObject({ touchpoints: [], faults: [] });
  });

  test('blank lines and rows of nothing but separators are passed over', async () => {
    expect(await read('\n who,day,sum\n\na,2020-01-01,1\n,,\n   \nb,2020-01-01,1\n,,\n')).toMatchObject({ lines: [4, 7], faults: [] });
  });

  test('names are found whatever their case and the blanks around them, an exact one before the others', async () => {
    expect((await read('Who , DAY,sum,SUM\na,2020-01-01,1,2')).touchpoints[0]?.data).toMatchObject({ total: 1 });
  });

  test('names and numbers may be mixed', async () => {
    expect((await read('who,day,sum\na,2020-01-01,1', { ...NAMED, amount: '3' })).touchpoints).toHaveLength(1);
  });

  test('a table with one more cell than the header was cut in the wrong places; empty ones at the end do not count', async () => {
    expect(said((await read('who,day,sum\na,2020-01-01,5,00\nb,2020-01-01,5,,')).faults)).toEqual(['2: has 4 cells where the table has 3']);
    expect(await read('a 2020-01-01 5 red book\nb 2020-01-01 5 pen', NUMBERED)).toMatchObject({ touchpoints: [{}, {}], faults: [] });
  });

  test.each([
    ['windows-1252', Buffer.from('who,day,sum\nZoë,2020-01-01,5', 'latin1')],
    ['UTF-8', Buffer.from('who,day,sum\nZoë,2020-01-01,5')],
  ])('reads %s', async (_, content) => {
    expect((await read(content)).touchpoints[0]?.identities[0]?.value).toBe('Zoë');
  });

  test('a NUL byte is a fault of its line', async () => {
    const { touchpoints, faults } = await read('who,day,sum\na,2020-01-01,5\nb\0,2020-01-01,5\nc,2020-01-01,5\n');
    expect([touchpoints.length, said(faults)]).toEqual([2, ['3: the line holds a NUL byte, which no text has']]);
  });

  test.each([
    ['a column that is not there', 'who;day;sum\na;2020-01-01;5', { ...NAMED, quantity: 'qty', order: 'no' }, 'has no column "qty", has no column "no"; its columns are who, day, sum'],
    ['a column that is there twice', 'who;day;sum;sum\na;2020-01-01;5;6', NAMED, 'has more than one column "sum"; its columns are who, day, sum, sum'],
    ['a number beyond the last column', 'a;2020-01-01;5', { ...NUMBERED, amount: '4' }, 'has no column 4; its rows have 3 columns'],
    ['the number 0', 'a 2020-01-01 5', { ...NUMBERED, customer: '0' }, 'has no column 0; its rows have 3 columns'],
    ['an empty file', '', NUMBERED, 'is empty'],
    ['a file of blank lines', '\n \n', NAMED, 'is empty'],
    ['a file that is no text', '\0\0\0\n\0', NAMED, 'has no line that can be read; line 1: the line holds a NUL byte'],
  ])('%s is refused', async (_, content, options, message) => {
    await expect(read(content, options)).rejects.toMatchObject({ code: 'RAPPORT_BAD_FILE', message: expect.stringContaining(`orders.csv ${message}`) });
  });

  test('a missing file is named; a currency or date format that is none is a bad request', async () => {
    await expect(orders(files.path('no-such-file.csv'), NUMBERED)).rejects.toMatchObject({ code: 'RAPPORT_BAD_FILE', message: expect.stringContaining('no-such-file.csv does not exist') });
    await expect(read('a,2020-01-01,1', { ...NUMBERED, currency: 'euro' })).rejects.toMatchObject({ code: 'RAPPORT_BAD_REQUEST' });
    await expect(read('a,2020-01-01,1', { ...NUMBERED, dateFormat: 'DD.MM.YY' })).rejects.toMatchObject({ code: 'RAPPORT_BAD_REQUEST' });
  });
});

describe('a row', () => {
  test('all its faults are told together, and not its values', async () => {
    const options = { ...NAMED, quantity: 'q', order: 'no', product: 'what' };
    expect(said((await read(`no,who,day,sum,q,what\n,,soon,"5,00",many,${'x'.repeat(201)}\nA,b\nA,a,2020-01-01,1,,\n`, options)).faults)).toEqual([
      '2: who must not be empty', '2: day must be an ISO 8601 date or YYYYMMDD; other forms need a date format', '2: sum must be a number with a decimal point and at most 15 significant digits',
      '2: q must be a number with a decimal point', '2: no must not be empty', '2: what must not be longer than 200 characters', '3: day is missing: the row has only 2 cells', '3: sum is missing: the row has only 2 cells',
    ]);
  });

  test('dates in a format of their own', async () => {
    expect((await read('who;day;sum\na;31.12.2020;5', { ...NAMED, dateFormat: 'DD.MM.YYYY' })).touchpoints[0]?.occurredAt).toBe('2020-12-31T00:00:00.000Z');
  });

  test('amounts with groups of thousands, where they cannot be read in two ways', async () => {
    const { touchpoints, faults } = await read('who,day,sum\na,2020-01-01,"1,234.50"\na,2020-01-01,"1,234"');
    expect([touchpoints[0]?.data['total'], faults.map(({ line }) => line)]).toEqual([1234.5, [3]]);
  });

  test('a negative total is a refund, nothing is an order', async () => {
    const { touchpoints } = await read('who,day,sum,what\na,2020-01-01,-5.20,pen\na,2020-01-01,0,pen', { ...NAMED, product: 'what', currency: 'USD', identity: 'email' });
    expect(touchpoints).toMatchObject([{ type: 'commerce.order-refunded', identities: [{ kind: 'email', value: 'a' }], data: { total: 5.2, currency: 'USD' } }, { type: 'commerce.order-completed', data: { total: 0 } }]);
    expect(Object.keys(touchpoints[0]?.data ?? {})).toEqual(['orderId', 'total', 'currency']);
  });

  test('its product is an item, with the unit price where that can be told exactly', async () => {
    const { touchpoints } = await read('who,day,sum,what,kind,q\na,2020-01-01,0.3,pen,paper,3\na,2020-01-01,10,pen,,3\na,2020-01-01,10,pen,,\na,2020-01-01,10,,paper,0\na,2020-01-01,-3,pen,,-2', { ...NAMED, product: 'what', category: 'kind', quantity: 'q' });
    expect(touchpoints.slice(0, 4).map((t) => t.data['items'])).toEqual([
      [{ productId: 'pen', category: 'paper', quantity: 3, price: 0.1 }], [{ productId: 'pen', quantity: 3, amount: 10 }], [{ productId: 'pen', price: 10 }], [{ productId: 'unknown', category: 'paper', quantity: 0, amount: 10 }],
    ]);
  });
});

describe('without order ids', () => {
  const options = { ...NAMED, product: 'what', quantity: 'q' };
  const head = 'who,day,sum,what,q\n';

  test('identical rows are told apart by their count, wherever they stand', async () => {
    const pen = 'a,2020-01-01,1.20,pen,1\n', ink = 'a,2020-01-01,1.20,ink,1\n';
    const once = idsOf((await read(head + ink + pen, options)).touchpoints);
    const twice = idsOf((await read(head + pen + ink + pen, options)).touchpoints);
    expect(new Set(twice).size).toBe(3);
    expect(once.every((id) => twice.includes(id))).toBe(true);
  });

  test('the id is that of the content: however it is written, and whatever stands in columns that are not asked for', async () => {
    const a = await read(`${head}a,2020-01-01,1.20,pen,1`, options);
    const b = await read(gzipSync('x;q;what;sum;day;who\n9;1.0; pen ;"1.2";2020-01-01T00:00:00Z;"a"'), options);
    expect(b.touchpoints).toEqual(a.touchpoints);
  });

  test.each(['b,2020-01-01,1.20,pen,1', 'a,2020-01-02,1.20,pen,1', 'a,2020-01-01,1.21,pen,1', 'a,2020-01-01,1.20,ink,1', 'a,2020-01-01,1.20,pen,2', 'a,2020-01-01,1.20,pen,'])('%s is another purchase than a,2020-01-01,1.20,pen,1', async (row) => {
    expect(new Set(idsOf((await read(`${head}a,2020-01-01,1.20,pen,1\n${row}`, options)).touchpoints)).size).toBe(2);
  });

  test('the currency and the kind of identity belong to the content', async () => {
    const variants = await Promise.all([{}, { currency: 'USD' }, { identity: 'email' }].map((more, i) => orders(files.write(`variant-${i}.csv`, `${head}a,2020-01-01,1.20,pen,1`), { ...options, ...more })));
    expect(new Set(variants.flatMap(({ touchpoints }) => idsOf(touchpoints))).size).toBe(3);
  });

  test('of two files that overlap, the second adds exactly the rows of which it has more', async () => {
    const row = fc.constantFrom('a,2020-01-01,1', 'a,2020-01-01,2', 'b,2020-01-01,1', 'b,2020-01-02,1');
    const count = (rows: readonly string[], wanted: string): number => rows.filter((r) => r === wanted).length;
    await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), fc.array(row, { minLength: 1, maxLength: 12 }), async (first, second) => {
      const [one, two] = [await read(first.join('\n'), NUMBERED), await read(second.join('\n'), NUMBERED)];
      const known = new Set([...idsOf(one.touchpoints), ...idsOf(two.touchpoints)]);
      const expected = [...new Set([...first, ...second])].reduce((sum, r) => sum + Math.max(count(first, r), count(second, r)), 0);
      expect(known.size).toBe(expected);
    }), { numRuns: 40 });
  });
});

describe('with order ids', () => {
  const options = { ...NAMED, order: 'no', product: 'what' };
  const head = 'no,who,day,what,sum\n';

  test('the rows of an order are its items, wherever in the file they stand', async () => {
    const content = `${head}A,z1,2020-01-02,"Book, red",10.10\nB,z1,2020-02-01,Pen,1.20\nA,z1,2020-01-01,Ink,0.20\nC,z2,2020-02-01,Pen,1.20\n`;
    const { touchpoints, lines, faults } = await read(content, options);
    expect(faults).toEqual([]);
    expect(touchpoints.map((t, i) => [lines[i], t.occurredAt, t.data])).toEqual([
      [3, '2020-02-01T00:00:00.000Z', { orderId: 'B', total: 1.2, currency: 'EUR', items: [{ productId: 'Pen', price: 1.2 }] }],
      [2, '2020-01-01T00:00:00.000Z', { orderId: 'A', total: 10.3, currency: 'EUR', items: [{ productId: 'Book, red', price: 10.1 }, { productId: 'Ink', price: 0.2 }] }],
      [5, '2020-02-01T00:00:00.000Z', { orderId: 'C', total: 1.2, currency: 'EUR', items: [{ productId: 'Pen', price: 1.2 }] }],
    ]);
  });

  test('the id is that of the order alone', async () => {
    const [a] = (await read(`${head}A,z1,2020-01-02,Book,10`, options)).touchpoints;
    const [b] = (await read('sum;day;no;who\n11;2021-01-02;A;z2', { ...NAMED, order: 'no' })).touchpoints;
    expect(b?.id).toBe(a?.id);
  });

  test('amounts are added in decimal; a row that takes the sum beyond 15 digits is a fault, and the order is made of the others', async () => {
    const { touchpoints, faults } = await read(`${head}A,z1,2020-01-01,,0.1\nA,z1,2020-01-01,,0.2\nB,z1,2020-01-01,,100000000000000\nB,z1,2020-01-01,,0.01\n`, options);
    expect(touchpoints.map((t) => t.data['total'])).toEqual([0.3, 100000000000000]);
    expect(said(faults)).toEqual(['5: sum with it the sum of the order has more than 15 significant digits']);
  });

  test('a trace of binary arithmetic among the amounts does not show in the sum', async () => {
    const { touchpoints, faults } = await read(`${head}A,z1,2020-01-01,Pen,1.85\nA,z1,2020-01-01,,4.440892e-16\nB,z1,2020-01-01,,-4.440892e-16\nB,z1,2020-01-01,Pen,1.85`, options);
    expect([touchpoints.map((t) => t.data['total']), faults]).toEqual([[1.85, 1.85], []]);
  });

  test('a row with another customer is a fault, and the order is made of the others', async () => {
    const { touchpoints, faults } = await read(`${head}A,z1,2020-01-01,Pen,1\nA,z2,2020-01-01,Ink,2\nA,z1,2020-01-01,Cap,4\n`, options);
    expect([touchpoints.map((t) => t.data['total']), said(faults)]).toEqual([[5], ["3: who is another than in the order's row on line 2"]]);
  });

  test.each([['first', 0], ['last', 1]])('a faulty %s row of an order is a fault, and the order is made of the others', async (_, at) => {
    const rows = ['A,z1,2020-01-01,Pen,1', 'A,z1,2020-01-01,Pen,2'].map((row, i) => (i === at ? row.replace('2020-01-01', 'soon') : row));
    const { touchpoints, faults } = await read(`${head}${rows.join('\nB,z1,2020-01-01,Pen,9\n')}`, options);
    expect(touchpoints.map((t) => [t.data['orderId'], t.data['total']]).sort()).toEqual([['A', at === 0 ? 2 : 1], ['B', 9]]);
    expect(faults.map(({ line }) => line)).toEqual([at === 0 ? 2 : 4]);
  });

  test('an order whose rows cancel out is an order of nothing', async () => {
    expect((await read(`${head}A,z1,2020-01-01,Pen,-1.10\nA,z1,2020-01-01,Pen,1.10`, options)).touchpoints).toMatchObject([{ type: 'commerce.order-completed', data: { total: 0 } }]);
  });

  test('an order of which every row is faulty is none', async () => {
    expect(await read(`${head}A,z1,soon,Pen,1\nA,z1,soon,Pen,1`, options)).toMatchObject({ touchpoints: [], faults: [{ line: 2 }, { line: 3 }] });
  });

  test('an order with a negative sum is a refund, with an id beside the order of that name', async () => {
    const [refund] = (await read(`${head}A,z1,2020-01-01,Pen,-2\nA,z1,2020-01-01,Pen,1`, options)).touchpoints;
    const [order] = (await read(`${head}A,z1,2020-01-01,Pen,2`, options)).touchpoints;
    expect(refund).toMatchObject({ type: 'commerce.order-refunded', data: { orderId: 'A', total: 1, currency: 'EUR' } });
    expect(refund?.id).not.toBe(order?.id);
  });

  test('without products the quantities are added up', async () => {
    expect((await read('no,who,day,q,sum\nA,z1,2020-01-01,0.1,1\nA,z1,2020-01-01,0.2,2', { ...NAMED, order: 'no', quantity: 'q' })).touchpoints[0]?.data).toEqual({ orderId: 'A', total: 3, currency: 'EUR', quantity: 0.3 });
  });

  test('items beyond 1,000 are left out and counted; the total is that of all', async () => {
    const [order] = (await read(head + 'A,z1,2020-01-01,Pen,0.1\n'.repeat(1_114), options)).touchpoints;
    expect(order?.data).toMatchObject({ total: 111.4, itemsOmitted: 114 });
    expect(order?.data['items']).toHaveLength(1_000);
  });

  test('the file is read twice, and the progress tells of both', async () => {
    const path = files.write('progress.csv', head + Array.from({ length: 5_000 }, (_, i) => `${i % 2_500},z${i % 2_500},2020-01-01,Pen,1\n`).join(''));
    const { chunks, touchpoints } = await gather(readOrders(path, options));
    expect([touchpoints.length, touchpoints.every((t) => t.data['total'] === 2)]).toEqual([2_500, true]);
    expect(chunks.every((chunk, i) => chunk.bytes >= (chunks[i - 1]?.bytes ?? 0) && chunk.totalBytes === chunks[0]?.totalBytes)).toBe(true);
    expect(chunks.at(-1)?.bytes).toBe(chunks.at(-1)?.totalBytes);
  });

  test('orders come out the same however their rows are mixed', async () => {
    const rows = fc.array(fc.record({ no: fc.constantFrom('A', 'B', 'C'), cents: fc.integer({ min: 1, max: 999 }) }), { minLength: 1, maxLength: 15 });
    await fc.assert(fc.asyncProperty(rows, async (all) => {
      const { touchpoints } = await read(head + all.map(({ no, cents }) => `${no},${no},2020-01-01,Pen,${(cents / 100).toFixed(2)}\n`).join(''), options);
      const expected = [...new Set(all.map(({ no }) => no))].map((no) => {
        const own = all.filter((row) => row.no === no);
        return [no, own.reduce((sum, { cents }) => sum + cents, 0) / 100, own.length];
      });
      expect(touchpoints.map((t) => [t.data['orderId'], t.data['total'], (t.data['items'] as unknown[]).length]).sort()).toEqual(expected.sort());
    }), { numRuns: 40 });
  });
});
