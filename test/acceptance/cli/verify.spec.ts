import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CUSTOMERS } from '#customers/identity';
import { servedOf } from '#projections';
import type { StoredDocument } from '#read-models';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { productIsBuilt, runProduct } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;

interface Verified {
  readonly holds: boolean;
  readonly differences: number;
  readonly findings: { readModel: string; key: string; where: string; changes: { path: string }[] }[];
}

whenBuilt('rapport verify', () => {
  let data = '';
  const verify = async (): Promise<[number | null, Verified]> => {
    const { code, out } = await runProduct(['verify', '--json', '--data', data]);
    return [code, JSON.parse(out) as Verified];
  };
  /** Changes a stored document behind the product's back. */
  const tamper = async (model: string, change: (stored: StoredDocument) => StoredDocument): Promise<string> => {
    const store = new EmbeddedReadModelStore({ file: join(data, 'read-models.db') });
    const collection = model === 'customers' ? CUSTOMERS.id : ((await servedOf(store, model))?.collection ?? '');
    const [first] = await store.scan(collection, undefined, 1);
    if (!first) throw new Error(`there is no ${model}`);
    await store.commit({ writes: [{ collection, put: [change(first)] }] });
    await store.close();
    return first.key;
  };

  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'rapport-cli-verify-'));
    expect((await runProduct(['seed', '--customers', '30', '--months', '6', '--from', '2026-01-01', '--data', data])).code).toBe(0);
  });
  afterEach(() => {
    rmSync(data, { recursive: true, force: true });
  });

  it('finds a fold that is not what the log says, a document that is shown wrongly, and a customer that is not so', async () => {
    expect(await verify()).toMatchObject([0, { holds: true, differences: 0 }]);
    const folded = await tamper('profile', (stored) => ({ ...stored, state: JSON.parse(JSON.stringify(stored.state).replace(/"touches":\d+/, '"touches":4711')) as unknown }));
    const shown = await tamper('lifecycle-position', (stored) => ({ ...stored, document: { ...stored.document, stage: 'regent' } }));
    const [code, { differences, findings }] = await verify();
    expect([code, differences]).toEqual([1, 2]);
    expect(findings).toEqual(expect.arrayContaining([
      expect.objectContaining({ readModel: 'profile', key: folded, where: 'stored', changes: [expect.objectContaining({ path: 'touches', after: 4711 })] }),
      expect.objectContaining({ readModel: 'lifecycle-position', key: shown, where: 'shown', changes: [expect.objectContaining({ path: 'stage', after: 'regent' })] }),
    ]));
    expect((await runProduct(['rebuild', '--data', data])).code).toBe(0);
    expect(await verify()).toMatchObject([0, { holds: true }]);
    const customer = await tamper('customers', (stored) => ({ ...stored, document: { ...stored.document, identities: 99 } }));
    expect(await verify()).toMatchObject([1, { findings: [{ readModel: 'customers', key: customer, changes: [{ path: 'identities', after: 99 }] }] }]);
  }, 60_000);
});
