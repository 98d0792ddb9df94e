import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Product, productIsBuilt, runProduct, startProduct } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;

interface History {
  readonly customerId: string;
  readonly stages: { stage: string }[];
  readonly events: { id: string; position: string }[];
}

whenBuilt('the same command on a running server and on its folder', () => {
  let [scratch, data] = ['', ''];
  let product: Product;
  const answer = async <Body>(words: readonly string[]): Promise<Body> => {
    const { code, out, err } = await runProduct([...words, '--json']);
    if (code !== 0) throw new Error(`${words.join(' ')}: ${String(code)} ${err}`);
    return JSON.parse(out) as Body;
  };
  const onServer = <Body>(...words: string[]): Promise<Body> => answer([...words, '--url', product.url]);
  const onFolder = <Body>(...words: string[]): Promise<Body> => answer([...words, '--data', data]);
  const live: Record<string, unknown> = {};

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'rapport-cli-target-'));
    data = join(scratch, 'data');
    product = await startProduct({ data });
    await onServer('seed', '--customers', '40', '--months', '6', '--from', '2026-01-01');
    writeFileSync(join(scratch, 'one.ndjson'), `${JSON.stringify({ id: 'one', type: 'web.page-viewed', identities: [{ kind: 'user-id', value: 'ann' }], occurredAt: '2026-01-01T10:00:00Z', data: { url: 'https://shop.example/' } })}\n`);
    expect(await onServer('import', 'touchpoints', join(scratch, 'one.ndjson'))).toMatchObject({ touchpoints: 1, refused: 0 });
    live['history'] = await onServer<History>('history', 'user-id:u1-1');
    live['compare'] = await onServer('compare', 'lifecycle-position', '--version', '2');
    live['explain'] = await onServer('explain', 'user-id:ann', 'profile', '--at', '2026-02-01');
    live['tail'] = await onServer('tail', '--types', 'web.page-viewed', '--limit', '1');
  }, 60_000);
  afterAll(() => {
    rmSync(scratch, { recursive: true, force: true });
  });

  it('a folder that a server has points to --url', async () => {
    const { code, err } = await runProduct(['history', 'user-id:ann', '--data', data]);
    expect([code, err]).toEqual([1, expect.stringContaining('--url')]);
  });

  it('rebuilds on the server', async () => {
    expect(await onServer('rebuild', 'purchasing')).toMatchObject({ rebuilt: [{ name: 'purchasing', version: 1, parked: 0 }] });
  });

  it('follows the log until it is stopped', async () => {
    const { out } = await runProduct(['tail', '--from', '0', '--limit', '3', '--json', '--url', product.url]);
    expect(out.trim().split('\n').map((line) => (JSON.parse(line) as { position: string }).position)).toEqual(['1', '2', '3']);
  });

  it('backs up while the server runs; the copy restores and verifies', async () => {
    const backup = join(scratch, 'backup');
    const { logPosition } = await onFolder<{ logPosition: string }>('backup', backup);
    expect(await runProduct(['backup', backup, '--data', data])).toMatchObject({ code: 1, err: expect.stringContaining('not empty') });
    expect(await answer(['restore', backup, '--data', join(scratch, 'restored')])).toMatchObject({ logPosition });
    expect(await runProduct(['restore', backup, '--data', join(scratch, 'restored')])).toMatchObject({ code: 1, err: expect.stringContaining('not empty') });
    expect(await answer(['verify', '--data', join(scratch, 'restored')])).toMatchObject({ holds: true, differences: 0 });
    writeFileSync(join(backup, 'events.db'), 'x', { flag: 'a' });
    expect(await runProduct(['restore', backup, '--data', join(scratch, 'other')])).toMatchObject({ code: 1, err: expect.stringContaining('not as it was') });
  });

  it('does not back up a log that is elsewhere, and says what to do', async () => {
    expect(await runProduct(['backup', join(scratch, 'elsewhere'), '--data', data], { RAPPORT_EVENT_LOG: 'eventstoredb', RAPPORT_EVENTSTOREDB_URL: 'esdb://127.0.0.1:1?tls=false' })).toMatchObject({ code: 1, err: expect.stringContaining('rapport export') });
  });

  it('answers on the folder as it did on the server', async () => {
    await product.stop();
    const history = await onFolder<History>('history', 'user-id:u1-1');
    expect(history).toEqual(live['history']);
    expect(history.events.length).toBeGreaterThan(20);
    expect(history.stages.map(({ stage }) => stage)).toContain('first-time');
    expect(await onFolder('explain', 'user-id:ann', 'profile', '--at', '2026-02-01')).toEqual(live['explain']);
    expect(await onFolder('tail', '--types', 'web.page-viewed', '--limit', '1')).toEqual(live['tail']);
    expect(await onFolder('compare', 'lifecycle-position', '--version', '2')).toMatchObject({ changed: (live['compare'] as { changed: number }).changed });
    expect(await onFolder('rebuild')).toMatchObject({ rebuilt: expect.arrayContaining([expect.objectContaining({ name: 'rfm' })]) });
    expect(await onFolder('verify')).toMatchObject({ holds: true });
  });
});
