import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOn } from '#testing/engines';
import { type EventStoreServer, startEventStoreServer } from '#testing/eventstoredb-server';
import { launchCommand, productIsBuilt, startProduct } from '#testing/product';

const CDNOW = join(process.env['RAPPORT_DATASETS'] ?? '', 'cdnow', 'CDNOW_sample.txt');
const real = existsSync(CDNOW);
const ROWS = 1_500;
const whenBuilt = productIsBuilt ? describe : describe.skip;

type Environment = Readonly<Record<string, string>>;

interface Verified {
  readonly holds: boolean;
  readonly customers: number;
  readonly documents: number;
  readonly digest: string;
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapport-same-'));
  writeFileSync(join(folder, 'orders.txt'), real ? `${readFileSync(CDNOW, 'latin1').split(/\r?\n/).slice(0, ROWS).join('\n')}\n` : madeUp());
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Orders in the form of CDNOW: an index, a customer, a day, a quantity, an amount. */
function madeUp(): string {
  return Array.from({ length: ROWS }, (_, row) => {
    const [month, day] = [1 + (row % 12), 1 + ((row * 7) % 28)].map((each) => String(each).padStart(2, '0'));
    return `${row} ${1 + ((row * row) % 391)} 1997${month ?? ''}${day ?? ''} ${1 + (row % 4)} ${((row * 37) % 9_000) / 100}\n`;
  }).join('');
}

/** No command takes that long, ms: one that does is ended, and what it said is told. */
const LONGEST = 120_000;

async function command(environment: Environment, ...words: string[]): Promise<Record<string, unknown>> {
  const running = launchCommand([...words, '--json'], environment);
  const overdue = setTimeout(running.kill, LONGEST);
  const { code, out, err } = await running.ended;
  clearTimeout(overdue);
  if (code !== 0) throw new Error(`rapport ${words.join(' ')} ended with ${String(code)}: ${out}${err}`);
  return JSON.parse(out) as Record<string, unknown>;
}

const verified = async (environment: Environment): Promise<Verified> => (await command(environment, 'verify')) as unknown as Verified;

/** Import, links of which one is taken back, late events, a rebuild; answers what the law says of it all. */
async function scenario(name: string, engines: Environment): Promise<{ environment: Environment; verified: Verified }> {
  const environment = { RAPPORT_DATA: join(folder, name), RAPPORT_LOG_LEVEL: 'error', ...engines };
  await command(environment, 'import', 'orders', join(folder, 'orders.txt'), '--customer', '2', '--date', '3', '--quantity', '4', '--amount', '5', '--currency', 'USD');
  const product = await startProduct({ data: join(folder, name), environment });
  try {
    const user = (value: string): object => ({ kind: 'user-id', value });
    const buyers = [...new Set(readFileSync(join(folder, 'orders.txt'), 'latin1').trim().split('\n').map((line) => line.trim().split(/\s+/)[1] ?? ''))].slice(0, 6);
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = buyers;
    for (const [what, left, right] of [['link', a, b], ['link', c, d], ['link', b, e], ['unlink', c, d]] as const) {
      expect(await product.post(`/v1/identities/${what}`, { a: user(left), b: user(right), reason: 'told so' })).toMatchObject({ status: 200 });
    }
    await product.send(buyers.flatMap((buyer, index) => [
      { id: `late-visit-${buyer}`, type: 'web.page-viewed', identities: [user(buyer)], occurredAt: `1996-12-${String(10 + index)}T10:00:00.000Z`, data: { url: 'https://shop.example/' } },
      { id: `late-order-${buyer}`, type: 'commerce.order-completed', identities: [user(buyer), { kind: 'email', value: `${buyer}@example.org` }], occurredAt: '1997-02-14T12:00:00.000Z', data: { orderId: `late-${buyer}`, total: 9.99, currency: 'USD' } },
    ]));
    await product.send([{ id: 'cancelled', type: 'commerce.order-cancelled', identities: [user(f)], occurredAt: '1997-03-01T12:00:00.000Z', data: { orderId: `late-${f}` } }]);
  } finally {
    await product.stop();
  }
  await command(environment, 'rebuild', 'purchasing');
  return { environment, verified: await verified(environment) };
}

let onEmbedded: ReturnType<typeof scenario> | undefined;
const embedded = (): ReturnType<typeof scenario> => (onEmbedded ??= scenario('embedded', {}));

async function expectSame(found: Verified): Promise<void> {
  const { verified: { customers, documents, digest } } = await embedded();
  expect(found).toMatchObject({ holds: true, customers, documents, digest });
}

whenBuilt(`the same documents for every customer, by digest, on every engine (${real ? `the first ${ROWS} orders of CDNOW's sample` : `${ROWS} made-up orders`})`, () => {
  it('embedded engines: the law holds', async () => {
    const { verified: { holds, customers, documents } } = await embedded();
    expect(holds).toBe(true);
    expect(customers).toBeGreaterThan(100);
    expect(documents).toBeGreaterThan(3 * customers);
  }, 180_000);

  describeOn('mongodb', 'read models in MongoDB', (url) => {
    it('as on the embedded engines', async () => {
      await expectSame((await scenario('mongodb', { RAPPORT_READ_MODELS: 'mongodb', RAPPORT_MONGODB_URL: url, RAPPORT_NAMESPACE: `same-${process.pid}-${Date.now().toString(36)}` })).verified);
    }, 240_000);
  });

  describe('the log in EventStoreDB', () => {
    let server: EventStoreServer;
    beforeAll(async () => {
      server = await startEventStoreServer();
    });
    afterAll(async () => {
      await server.stop('kill');
    });
    const inEventStoreDb = (namespace: string): Environment => ({ RAPPORT_EVENT_LOG: 'eventstoredb', RAPPORT_EVENTSTOREDB_URL: server.url, RAPPORT_NAMESPACE: namespace });

    it('as on the embedded engines', async () => {
      await expectSame((await scenario('eventstoredb', inEventStoreDb('told'))).verified);
    }, 240_000);

    it('carried over from the embedded log: its digest is that of the file, a second time adds nothing, and the documents are the same', async () => {
      const { environment } = await embedded();
      const file = join(folder, 'moved.log.gz');
      const exported = await command(environment, 'export', file);
      const there = { RAPPORT_LOG_LEVEL: 'error', RAPPORT_DATA: join(folder, 'moved'), ...inEventStoreDb('moved') };
      expect(await command(there, 'import', 'log', file)).toMatchObject({ added: exported['events'], present: 0, digest: exported['digest'] });
      expect(await command(there, 'import', 'log', file)).toMatchObject({ added: 0, present: exported['events'], digest: exported['digest'] });
      await expectSame(await verified(there));
      const back = { RAPPORT_LOG_LEVEL: 'error', RAPPORT_DATA: join(folder, 'back') };
      expect(await command(there, 'export', join(folder, 'back.log'))).toMatchObject({ events: expect.any(Number) as number });
      await command(back, 'import', 'log', join(folder, 'back.log'));
      await expectSame(await verified(back));
    }, 240_000);
  });
});
