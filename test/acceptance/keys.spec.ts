import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Product, productIsBuilt, runProduct, startProduct } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;
const line = (name: string, key: string, scopes: string): string => `${name} ${createHash('sha256').update(key).digest('hex')} ${scopes}`;
const touchpoint = { id: 'key-1', type: 'web.page-viewed', identities: [{ kind: 'user-id', value: 'ann' }], data: { url: 'https://shop.example/' } };

whenBuilt('a server that asks for keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-keys-'));
  const file = join(folder, 'keys');
  let product: Product;

  const call = async (method: string, path: string, headers: Record<string, string> = {}, body?: object): Promise<[number, unknown, string | null]> => {
    const response = await fetch(`${product.url}${path}`, { method, headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await response.text();
    return [response.status, text.startsWith('{') ? (JSON.parse(text) as { code?: string }).code : undefined, response.headers.get('www-authenticate')];
  };
  const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });

  beforeAll(async () => {
    writeFileSync(file, [line('analyst', 'reading-key', 'read'), line('shop', 'writing-key', 'write'), line('ops', 'ops-key', 'admin')].join('\n'));
    product = await startProduct({ environment: { RAPPORT_API_KEYS_FILE: file, RAPPORT_LOG_LEVEL: 'debug' } });
  });
  afterAll(async () => {
    await product.stop();
    rmSync(folder, { recursive: true });
  });

  it('says 401 without one or with a wrong one, on every call under /v1, and leaves health, metrics, the description and the console open', async () => {
    for (const headers of [{}, bearer('wrong'), { authorization: 'Basic cmVhZGluZy1rZXk=' }, { 'x-api-key': '' }]) {
      for (const [method, path] of [['GET', '/v1/customers'], ['GET', '/v1/live'], ['GET', '/%761/customers'], ['GET', '/v1/customers/'], ['POST', '/v1/touchpoints'], ['POST', '/v1/clock/advance']] as const) {
        expect([path, ...(await call(method, path, headers, method === 'POST' ? touchpoint : undefined))]).toEqual([path, 401, 'RAPPORT_UNAUTHENTICATED', 'Bearer realm="rapport"']);
      }
    }
    for (const path of ['/health/live', '/health/ready', '/metrics', '/openapi.json', '/api', '/', '/customers']) expect([path, (await call('GET', path))[0]]).toEqual([path, 200]);
  });

  it('opens by scope, by either header', async () => {
    expect((await call('POST', '/v1/touchpoints?wait=visible', bearer('writing-key'), touchpoint))[0]).toBe(200);
    expect(await call('POST', '/v1/touchpoints', bearer('reading-key'), touchpoint)).toEqual([403, 'RAPPORT_FORBIDDEN', null]);
    expect((await call('GET', '/v1/customers', { 'x-api-key': 'reading-key' }))[0]).toBe(200);
    expect((await call('POST', '/v1/identities/lookup', bearer('reading-key'), { kind: 'user-id', value: 'ann' }))[0]).toBe(200);
    expect(await call('GET', '/v1/customers', bearer('writing-key'))).toEqual([403, 'RAPPORT_FORBIDDEN', null]);
    expect(await call('POST', '/v1/projections/purchasing/rebuild', bearer('writing-key'))).toEqual([403, 'RAPPORT_FORBIDDEN', null]);
    expect((await call('POST', '/v1/projections/purchasing/rebuild', bearer('ops-key')))[0]).toBe(202);
    expect((await call('GET', '/v1/customers', bearer('ops-key')))[0]).toBe(200);
  });

  it('commands take the key from RAPPORT_API_KEY', async () => {
    const history = (key: Record<string, string>): Promise<{ code: number | null; err: string }> => runProduct(['history', 'user-id:ann', '--url', product.url], key);
    expect(await history({ RAPPORT_API_KEY: 'reading-key' })).toMatchObject({ code: 0 });
    const refused = await history({});
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('a key is needed here')]);
  });

  it('takes up a change of the file while it runs, and logs no key', async () => {
    writeFileSync(file, line('new', 'another-key', 'read'));
    await new Promise((done) => setTimeout(done, 700));
    expect((await call('GET', '/v1/customers', bearer('another-key')))[0]).toBe(200);
    expect((await call('GET', '/v1/customers', bearer('reading-key')))[0]).toBe(401);
    expect(product.said()).not.toMatch(/reading-key|writing-key|ops-key|another-key/);
  });
});

whenBuilt('a server whose file of keys is faulty', () => {
  it('does not start, and says why', async () => {
    const { code, err } = await runProduct(['serve'], { RAPPORT_PORT: '0', RAPPORT_DATA: join(tmpdir(), 'rapport-never'), RAPPORT_API_KEYS_FILE: join(tmpdir(), 'rapport-no-such-file') });
    expect([code, err]).toEqual([2, expect.stringContaining('RAPPORT_API_KEYS_FILE must name a file')]);
  });
});

whenBuilt('a server without keys', () => {
  it('is warned about when others can reach it', async () => {
    const product = await startProduct({ environment: { RAPPORT_HOST: '0.0.0.0', RAPPORT_LOG_LEVEL: 'warn' } });
    expect(product.said()).toContain('everybody who can reach this address');
    await product.stop();
  });
});
