import { type Product, productIsBuilt, runProduct, startProduct } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;

whenBuilt('operations, through the public interface', () => {
  let product: Product;
  const metrics = async (): Promise<string> => (await fetch(`${product.url}/metrics`)).text();

  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => product.stop());

  it('metrics count touchpoints by what became of them', async () => {
    const good = { id: 'm-1', type: 'web.page-viewed', identities: [{ kind: 'user-id', value: 'ann' }], data: { url: 'https://shop.example/' } };
    await product.send([good, good, { ...good, id: 'm-2', type: 'none.such' }]);
    const text = await metrics();
    for (const status of ['appended', 'duplicate', 'quarantined']) expect(text).toContain(`rapport_touchpoints_total{status="${status}"} 1`);
    expect(text).toMatch(/rapport_projector_position [1-9]/);
  });

  it('readiness says which engine stands how', async () => {
    expect(await product.get('/health/ready')).toMatchObject({ status: 200, body: { status: 'ready', eventLog: { engine: 'embedded', ok: true }, readModels: { engine: 'embedded', ok: true }, projector: { ok: true } } });
  });

  it('a second process on the same data folder is refused with a sentence, and the first goes on', async () => {
    const { code, err } = await runProduct(['serve'], { RAPPORT_DATA: product.data, RAPPORT_PORT: '0' });
    expect([code, err]).toEqual([1, expect.stringContaining('another process is using the data folder')]);
    expect((await product.get('/health/ready')).status).toBe(200);
  });

  it('every problem has a type that is a page', async () => {
    const { status, body } = await product.get<{ type: string; code: string }>('/v1/customers/nobody');
    expect([status, body.code]).toEqual([404, 'RAPPORT_NOT_FOUND']);
    const [page = '', anchor = ''] = body.type.split('#');
    expect(await (await fetch(`${product.url}${page}`)).text()).toContain(`id="${anchor}"`);
  });
});
