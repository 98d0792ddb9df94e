import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchCommand, launchProduct, type Product, productIsBuilt, runProduct, seeded, startProduct } from '#testing/product';
import { Ledger } from './ledger';

const whenBuilt = productIsBuilt ? describe : describe.skip;
/** Each takes a second or two; hundreds by RAPPORT_TEST_KILLS=200. */
const KILLS = Number(process.env['RAPPORT_TEST_KILLS'] ?? 8);
const SEED = Number(process.env['RAPPORT_TEST_SEED'] ?? 7);
const ROWS = 25_000;

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

whenBuilt('a process killed at any moment', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'rapport-kill-'));
  const data = join(scratch, 'data');
  const file = join(scratch, 'orders.csv');
  const random = seeded(SEED);
  const ledger = new Ledger(random);
  const importOrders = ['import', 'orders', file, '--customer', 'who', '--date', 'day', '--amount', 'sum', '--order', 'number', '--json'];
  let backup: string | undefined;
  let whole = false;

  beforeAll(() => {
    writeFileSync(file, ['who,day,sum,number', ...Array.from({ length: ROWS }, (_, row) => `i${String(row % 1_000)},2026-01-${String(1 + (row % 28)).padStart(2, '0')},7,r${String(row)}`)].join('\n'));
  });
  afterAll(() => {
    // What a test has found is left to be looked at.
    if (whole) rmSync(scratch, { recursive: true, force: true });
  });

  /** Work of a server that is killed in its midst. */
  const killedAtWork = async (work: (product: Product) => Promise<unknown>): Promise<void> => {
    const product = await startProduct({ data });
    const working = Promise.all([ledger.sendBatches(product), work(product).catch(() => undefined)]);
    await pause(50 + random() * 500);
    await product.kill();
    await working;
  };

  const rounds: (() => Promise<void>)[] = [
    () => killedAtWork((product) => ledger.sendBatches(product)),
    () => killedAtWork((product) => product.post('/v1/projections/purchasing/rebuild')),
    () => killedAtWork((product) => ledger.stateLinks(product)),
    async () => {
      const command = launchCommand(importOrders, { RAPPORT_DATA: data });
      await pause(600 + random() * 1_000);
      command.kill();
      await command.ended;
    },
    () => killedAtWork((product) => ledger.sendStreams(product)),
    () => killedAtWork(async () => {
      const folder = join(scratch, `backup-${String(ledger.sent.length)}`);
      if ((await runProduct(['backup', folder, '--json'], { RAPPORT_DATA: data })).code === 0) backup = folder;
    }),
    async () => {
      const launched = launchProduct({ data });
      await pause(200 + random() * 900);
      await launched.kill();
      await launched.ready.catch(() => undefined);
    },
    () => killedAtWork((product) => Promise.all([ledger.stateLinks(product), product.post('/v1/projections/profile/rebuild'), ledger.sendStreams(product)])),
  ];

  it('has lost nothing that it acknowledged, doubled nothing, and its read models are the fold of its log', async () => {
    for (let round = 0; round < KILLS; round++) {
      const kind = round < rounds.length ? round : Math.floor(random() * rounds.length);
      await rounds[kind]?.().catch((error: unknown) => { throw new Error(`kill ${String(round)}, of kind ${String(kind)}, after ${String(ledger.sent.length)} touchpoints, in ${data}`, { cause: error }); });
    }
    whole = true;

    const imported = await runProduct(importOrders, { RAPPORT_DATA: data });
    const counted = JSON.parse(imported.out) as { orders: number; duplicates: number; refused: number };
    expect(imported.code).toBe(0);
    expect([counted.orders + counted.duplicates, counted.refused]).toEqual([ROWS, 0]);

    const product = await startProduct({ data });
    const send = async (orders: readonly object[]): Promise<{ accepted: number; duplicates: number; differing: number }> => {
      const sum = { accepted: 0, duplicates: 0, differing: 0 };
      for (let start = 0; start < orders.length; start += 1_000) {
        const { accepted, duplicates, items } = (await product.send(orders.slice(start, start + 1_000))) as { accepted: number; duplicates: number; items: { differs?: boolean }[] };
        sum.accepted += accepted;
        sum.duplicates += duplicates;
        sum.differing += items.filter(({ differs }) => differs === true).length;
      }
      return sum;
    };
    expect(await send(ledger.acknowledged)).toEqual({ accepted: 0, duplicates: ledger.acknowledged.length, differing: 0 });
    await send(ledger.sent);
    const { body } = await product.get<{ items: { type: string; count: number }[] }>('/v1/event-types');
    expect(body.items.find(({ type }) => type === 'commerce.order-completed')?.count).toBe(ledger.sent.length + ROWS);
    for (const { number, now, answered } of await ledger.pairsNow(product)) expect([number, now]).toEqual([number, answered]);
    await product.stop();
    expect(await runProduct(['verify', '--json'], { RAPPORT_DATA: data })).toMatchObject({ code: 0 });

    if (backup === undefined) return;
    const restored = join(scratch, 'restored');
    expect(await runProduct(['restore', backup, '--data', restored])).toMatchObject({ code: 0 });
    expect(await runProduct(['verify', '--json', '--data', restored])).toMatchObject({ code: 0 });
  }, 120_000 + KILLS * 10_000);
});
