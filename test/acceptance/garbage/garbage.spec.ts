import { ERROR_CODES } from '#kernel';
import { type Product, productIsBuilt, seeded, startProduct } from '#testing/product';
import { CONTENT_TYPES, HEADERS, JSON_BODIES, MARK, NAMES, TEXTS } from './garbage-values';
import { rawExchange } from './raw-exchange';
import { type Route, routes } from './routes';

const whenBuilt = productIsBuilt ? describe : describe.skip;
const SEED = Number(process.env['RAPPORT_TEST_SEED'] ?? 3);
/** Of each kind of garbage for each call; all of it by RAPPORT_TEST_GARBAGE=1000. */
const EACH = Number(process.env['RAPPORT_TEST_GARBAGE'] ?? 12);
/** An answer takes milliseconds; the rest is for a machine that has other work. */
const LONGEST = 3_000;

interface Sent {
  readonly what: string;
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  readonly milliseconds: number;
}

whenBuilt('garbage over every route', () => {
  const random = seeded(SEED);
  const some = <Value>(values: readonly Value[], count = EACH): Value[] => (count >= values.length ? [...values] : Array.from({ length: count }, () => one(values)));
  const one = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  let product: Product;
  let documents: Record<string, unknown>[];
  let customer: string;

  const known = (): Record<string, string> => ({ id: customer, name: 'purchasing', kind: 'user-id', value: 'good', position: '1', type: 'web.page-viewed', customerId: customer });
  const pathOf = ({ path }: Route, value: (name: string) => string): string => path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(value(name)));
  const documentsNow = async (): Promise<Record<string, unknown>[]> => Promise.all(['profile', 'purchasing', 'lifecycle-position'].map(async (model) => ({ ...(await product.document(customer, model, '?at=2026-03-01T00:00:00Z')), position: '' })));

  async function send(route: Route, path: string, query = '', init: RequestInit = {}): Promise<Sent> {
    const begun = performance.now();
    const response = await fetch(`${product.url}${path}${query}`, { method: route.method, signal: AbortSignal.timeout(4 * LONGEST), ...init });
    const endless = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    if (endless) await response.body?.cancel();
    const text = endless ? '' : await response.text();
    return { what: `${route.method} ${path.slice(0, 200)}${query.slice(0, 200)} ${describeBody(init)}`, status: response.status, contentType: response.headers.get('content-type') ?? '', text, milliseconds: performance.now() - begun };
  }

  /** What is wrong with an answer, if anything is. */
  function faultsOf({ what, status, contentType, text, milliseconds }: Sent): string[] {
    const faults: string[] = [];
    if (milliseconds > LONGEST) faults.push(`took ${String(Math.round(milliseconds))} ms`);
    if (status >= 500 || status < 200) faults.push(`answered ${String(status)}: ${text.slice(0, 300)}`);
    if (status >= 400) {
      const problem = problemOf(text);
      if (!contentType.startsWith('application/problem+json')) faults.push(`refused as ${contentType}: ${text.slice(0, 200)}`);
      else if (problem.code === undefined || !(problem.code in ERROR_CODES) || ERROR_CODES[problem.code as keyof typeof ERROR_CODES] !== status) faults.push(`refused ${String(status)} with the code ${String(problem.code)}`);
      else if (problem.detail?.includes(MARK) === true) faults.push(`repeats what was sent: ${problem.detail.slice(0, 200)}`);
    }
    return faults.map((fault) => `${what}: ${fault}`);
  }

  beforeAll(async () => {
    product = await startProduct({ environment: { RAPPORT_LOG_LEVEL: 'debug', RAPPORT_BODY_LIMIT: '1000000' } });
    await product.send([
      { id: 'good-1', type: 'web.page-viewed', identities: [{ kind: 'user-id', value: 'good' }], occurredAt: '2026-01-01T10:00:00Z', data: { url: 'https://shop.example/' } },
      { id: 'good-2', type: 'commerce.order-completed', identities: [{ kind: 'user-id', value: 'good' }], occurredAt: '2026-01-02T10:00:00Z', data: { orderId: 'good-order', total: 20, currency: 'EUR' } },
    ]);
    customer = await product.customerOf('user-id', 'good');
    documents = await documentsNow();
  });
  afterEach(async () => {
    expect((await product.get('/health/live')).status).toBe(200);
  });
  afterAll(async () => product.stop());

  describe.each(routes())('$method $path', (route) => {
    it('refuses path parameters that are none', async () => {
      if (!route.path.includes('{')) return;
      const faults: string[] = [];
      for (const text of some(TEXTS)) faults.push(...faultsOf(await send(route, pathOf(route, () => text), '', bodyFor(route))));
      for (const text of some(TEXTS, EACH / 2)) faults.push(...faultsOf(await send(route, pathOf(route, (name) => (random() < 0.5 ? text : known()[name] ?? text)), '', bodyFor(route))));
      for (const raw of ['%', '%E0%A4%A', '%ff%fe', '%00', 'a'.repeat(3_000)]) faults.push(...faultsOf(await send(route, route.path.replace(/\{\w+\}/g, raw), '', bodyFor(route))));
      expect(faults).toEqual([]);
    });

    it('refuses query parameters that are none', async () => {
      const path = pathOf(route, (name) => known()[name] ?? 'x');
      const names = [...route.query.filter((name) => name !== 'timeoutMs'), ...some(NAMES, 4)];
      const faults: string[] = [];
      for (const name of names) {
        for (const text of some(TEXTS)) faults.push(...faultsOf(await send(route, path, `?${encodeURIComponent(name)}=${encodeURIComponent(text)}`, bodyFor(route))));
        faults.push(...faultsOf(await send(route, path, `?${name}=%ff&${name}=1&${name}=${MARK}&${name}[]=2&${name}`, bodyFor(route))));
      }
      faults.push(...faultsOf(await send(route, path, `?${names.flatMap((name) => some(TEXTS, 3).map((text) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`)).join('&')}`, bodyFor(route))));
      faults.push(...faultsOf(await send(route, path, `?limit=1&${'a=b&'.repeat(2_000)}`, bodyFor(route))));
      for (const headers of HEADERS) faults.push(...faultsOf(await send(route, path, '?timeoutMs=50', route.method === 'GET' ? { headers } : { ...bodyFor(route), headers: { 'content-type': 'application/json', ...headers } })));
      expect(faults).toEqual([]);
    });

    it('refuses bodies that are none', async () => {
      if (route.method === 'GET') return;
      const path = pathOf(route, (name) => known()[name] ?? 'x');
      const faults: string[] = [];
      for (const body of some(JSON_BODIES, 4 * EACH)) faults.push(...faultsOf(await send(route, path, '', { headers: { 'content-type': 'application/json' }, body: bytesOf(body) })));
      for (const body of some(JSON_BODIES, 2 * EACH)) {
        const type = one(CONTENT_TYPES);
        faults.push(...faultsOf(await send(route, path, '', { headers: type === undefined ? {} : { 'content-type': type }, body: bytesOf(body) })));
      }
      faults.push(...faultsOf(await send(route, path, '', { headers: { 'content-type': 'application/json' }, body: `{"x":"${MARK.repeat(100_000)}"}` })));
      expect(faults).toEqual([]);
    });
  });

  it('refuses what is not HTTP, in words', async () => {
    const faults: string[] = [];
    const requests: Record<string, string | Buffer> = {
      'a long header': `GET /v1/customers HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(100_000)}\r\n\r\n`,
      'a long address': `GET /v1/customers/${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      'no host': 'GET /v1/customers HTTP/1.1\r\n\r\n',
      'a method of nobody': 'BREW /v1/customers HTTP/1.1\r\nHost: x\r\n\r\n',
      'noise': Buffer.from(Array.from({ length: 500 }, () => Math.floor(random() * 256))),
      'broken chunks': 'POST /v1/touchpoints HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
      'two lengths': 'POST /v1/touchpoints HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
      'a length and chunks': 'POST /v1/touchpoints HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'bytes in the address': Buffer.from('GET /v1/customers/\xff\xfe\x00 HTTP/1.1\r\nHost: x\r\n\r\n', 'latin1'),
    };
    for (const [what, bytes] of Object.entries(requests)) {
      const { status, contentType, text } = await rawExchange(product.url, bytes);
      // Node itself refuses a request without a host, with a bare 400.
      if (what === 'no host') expect(status).toBe(400);
      else faults.push(...faultsOf({ what, status, contentType, text, milliseconds: 0 }));
    }
    expect(faults).toEqual([]);
  });

  it('refuses methods that an address does not have', async () => {
    const faults: string[] = [];
    for (const { path } of routes()) for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const route = { method, path, query: [] };
      const sent = await send(route, pathOf(route, (name) => known()[name] ?? 'x'), '', { body: '{}', headers: { 'content-type': 'application/json' } });
      faults.push(...faultsOf(sent), ...(sent.status < 400 ? [`${sent.what}: answered ${String(sent.status)}`] : []));
    }
    expect(faults).toEqual([]);
  });

  it('serves on as before, takes in what is right, and has logged nothing of what was sent', async () => {
    const status = async (): Promise<number> => (await product.get('/health/ready')).status;
    for (let tries = 0; (await status()) !== 200 && tries < 100; tries++) await new Promise((done) => setTimeout(done, 100));
    expect(await status()).toBe(200);
    expect(await product.send([{ id: 'good-3', type: 'web.page-viewed', identities: [{ kind: 'user-id', value: 'good' }], occurredAt: '2026-04-01T10:00:00Z', data: { url: 'https://shop.example/' } }])).toMatchObject({ accepted: 1 });
    expect(await documentsNow()).toEqual(documents);
    const parked = (await product.get<{ items: { name: string; parked: number }[] }>('/v1/projections')).body.items.filter((each) => each.parked > 0);
    expect(parked).toEqual([]);
    const lines = product.said().split('\n');
    expect(lines.filter((line) => line.includes(MARK))).toEqual([]);
    expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});

function bodyFor({ method }: Route): RequestInit {
  return method === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body: '{}' };
}

function bytesOf(body: string | Buffer): string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? body : new Uint8Array(body);
}

function describeBody({ body, headers }: RequestInit): string {
  const text = body instanceof Uint8Array ? Buffer.from(body).toString('hex') : typeof body === 'string' ? body : '';
  return `${text.slice(0, 150)} ${headers === undefined ? '' : JSON.stringify(headers).slice(0, 200)}`;
}

function problemOf(text: string): { code?: string; detail?: string } {
  try {
    return JSON.parse(text) as { code?: string; detail?: string };
  } catch {
    return {};
  }
}
