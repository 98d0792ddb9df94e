import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productIsBuilt, runProduct, startProduct } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;

interface Against {
  readonly customers: number;
  readonly differing: number;
  readonly first: { readonly customerId: string; readonly changes: { readonly path: string }[] }[];
}

whenBuilt('moving over', () => {
  let folder = '';
  const run = async (...words: string[]): Promise<[number | null, Record<string, unknown>]> => {
    const { code, out } = await runProduct([...words, '--json']);
    return [code, JSON.parse(out) as Record<string, unknown>];
  };
  const against = async (...words: string[]): Promise<[number | null, Against]> => {
    const [code, answer] = await run('verify', ...words);
    return [code, answer['against'] as Against];
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rapport-cli-moving-'));
    expect((await run('seed', '--customers', '25', '--months', '6', '--from', '2026-01-01', '--data', join(folder, 'old')))[0]).toBe(0);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('carries a log into another folder, whose read models are the same as those of the folder and of its server; what is then different is named', async () => {
    const [old, moved, file] = [join(folder, 'old'), join(folder, 'new'), join(folder, 'log.gz')];
    const [, exported] = await run('export', file, '--data', old);
    expect(await run('import', 'log', file, '--data', moved)).toMatchObject([0, { added: exported['events'], present: 0, digest: exported['digest'] }]);
    const [, { customers }] = await run('verify', '--data', old);
    expect(await against('--data', moved, '--against', old)).toEqual([0, expect.objectContaining({ customers, differing: 0 })]);
    const server = await startProduct({ data: old });
    try {
      expect(await against('--data', moved, '--against', server.url, '--at', '2026-04-01')).toMatchObject([0, { differing: 0, at: '2026-04-01T00:00:00.000Z' }]);
      await server.send([{ id: 'only-there', type: 'web.page-viewed', identities: [{ kind: 'user-id', value: 'newcomer' }], occurredAt: '2026-03-01T00:00:00.000Z', data: { url: 'https://shop.example/' } }]);
      const customerId = await server.customerOf('user-id', 'newcomer');
      expect(await against('--data', moved, '--against', server.url, '--at', '2026-04-01')).toMatchObject([1, { differing: 1, first: [{ customerId, changes: [{ path: '' }] }] }]);
    } finally {
      await server.stop();
    }
  }, 120_000);

  it('tells the same digest of a moment, whatever came after it', async () => {
    const digest = async (): Promise<unknown> => (await run('verify', '--data', join(folder, 'old'), '--at', '2026-02-01'))[1]['digest'];
    const before = await digest();
    writeFileSync(join(folder, 'more.csv'), 'who,day,total\nlatecomer,2026-06-30,12\n');
    expect((await run('import', 'orders', join(folder, 'more.csv'), '--customer', 'who', '--date', 'day', '--amount', 'total', '--data', join(folder, 'old')))[0]).toBe(0);
    expect(await digest()).toBe(before);
  }, 60_000);

  it('refuses a damaged file by its line, and makes nothing of it', async () => {
    const file = join(folder, 'log.ndjson');
    await run('export', file, '--data', join(folder, 'old'));
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.with(4, (lines[4] ?? '').replace('"stream":"', '"stream":"x')).join('\n'));
    expect(await run('import', 'log', file, '--data', join(folder, 'none'))).toMatchObject([1, { error: { code: 'RAPPORT_BAD_FILE', message: expect.stringContaining('line 5') as string } }]);
  }, 60_000);
});
