import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Product, productIsBuilt, runProduct, startProduct } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;
const KILLS = Number(process.env['RAPPORT_TEST_KILLS'] ?? 3);

/** A linear congruential generator (Numerical Recipes): the same rounds at each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

whenBuilt('a process killed at any moment', () => {
  const data = mkdtempSync(join(tmpdir(), 'rapport-kill-'));
  afterAll(() => {
    rmSync(data, { recursive: true, force: true });
  });

  it('has lost nothing that it acknowledged, doubled nothing, and its read models are the fold of its log', async () => {
    const random = seeded(7);
    const acknowledged = new Map<string, object>();
    let next = 0;
    const batch = (): Record<string, unknown>[] => Array.from({ length: 1 + Math.floor(random() * 60) }, () => {
      const number = next++;
      return { id: `k-${String(number)}`, type: 'commerce.order-completed', identities: [{ kind: 'user-id', value: `u${String(number % 97)}` }], occurredAt: new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 2e10)).toISOString(), data: { orderId: `o-${String(number)}`, total: 5, currency: 'EUR' } };
    });
    const send = async (product: Product): Promise<void> => {
      for (;;) {
        const touchpoints = batch();
        const answer = await product.post<{ accepted: number }>('/v1/touchpoints', { batch: touchpoints }).catch(() => undefined);
        if (answer?.status !== 200) return;
        for (const touchpoint of touchpoints) acknowledged.set(String(touchpoint['id']), touchpoint);
      }
    };

    for (let round = 0; round < KILLS; round++) {
      const product = await startProduct({ data });
      const senders = [send(product), send(product), send(product)];
      if (round % 3 === 1) await product.post('/v1/projections/purchasing/rebuild');
      await new Promise((done) => setTimeout(done, 200 + random() * 1_000));
      await product.kill();
      await Promise.all(senders);
    }

    const product = await startProduct({ data });
    const all = [...acknowledged.values()];
    for (let start = 0; start < all.length; start += 1_000) expect(await product.send(all.slice(start, start + 1_000))).toMatchObject({ accepted: 0, duplicates: Math.min(1_000, all.length - start) });
    await product.stop();
    expect(await runProduct(['verify', '--json'], { RAPPORT_DATA: data })).toMatchObject({ code: 0 });
  }, 60_000 + KILLS * 20_000);
});
