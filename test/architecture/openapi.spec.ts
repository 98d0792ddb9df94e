import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Product, productIsBuilt, startProduct } from '#testing/product';

const COMMITTED = join(__dirname, '..', '..', 'docs', 'openapi.json');
const whenBuilt = productIsBuilt ? describe : describe.skip;

interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly summary?: string; readonly tags?: readonly string[] }>>>>;
}

whenBuilt('the published description of the HTTP interface', () => {
  let product: Product;
  let served: Description;
  beforeAll(async () => {
    product = await startProduct();
    served = (await product.get<Description>('/openapi.json')).body;
    if (process.env['RAPPORT_TEST_WRITE'] === 'openapi') writeFileSync(COMMITTED, `${JSON.stringify(served, null, 2)}\n`);
  });
  afterAll(async () => product.stop());

  it('is committed as it is served, so that a diff shows a change of the contract (npm run openapi writes it)', () => {
    expect(JSON.parse(readFileSync(COMMITTED, 'utf8'))).toEqual(served);
  });

  it('says of every call what it is for', () => {
    const calls = Object.entries(served.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, call]) => ({ call: `${method} ${path}`, summary: call.summary ?? '', tags: call.tags ?? [] })));
    expect(calls.filter(({ summary, tags }) => summary === '' || tags.length === 0)).toEqual([]);
    expect(calls.length).toBeGreaterThan(25);
  });

  it('can be browsed at /api', async () => {
    const page = await fetch(`${product.url}/api`);
    expect([page.status, (await page.text()).includes('swagger-ui')]).toEqual([200, true]);
  });
});
