import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productIsBuilt, runProduct } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;

whenBuilt('rapport demo', () => {
  let data = '';
  let child: ChildProcess | undefined;
  const start = (): Promise<string> => new Promise((up, failed) => {
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('RAPPORT_')));
    const started = spawn(process.execPath, [join(__dirname, '../../../bin/rapport.js'), 'demo', '--customers', '25', '--data', data], { env: { ...environment, RAPPORT_PORT: '0' }, stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    let said = '';
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ctrl-C')) up(said);
    });
    started.once('close', () => { failed(new Error(said)); });
  });
  const stop = (): Promise<unknown> => new Promise((done) => {
    child?.once('close', done);
    child?.kill('SIGTERM');
  });
  const head = async (url: string): Promise<{ items: { position: string; recordedAt: string; claimedAt?: string }[]; position: string }> => (await fetch(`${url}/v1/events?types=web.page-viewed&limit=1000`)).json() as Promise<Awaited<ReturnType<typeof head>>>;

  beforeAll(() => {
    data = mkdtempSync(join(tmpdir(), 'rapport-cli-demo-'));
  });
  afterAll(() => {
    child?.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  });

  it('makes a company whose two years were recorded as they went, serves it, and makes it once', async () => {
    const said = await start();
    const url = /Rapport is at (\S+)/.exec(said)?.[1] ?? '';
    const hero = /email:\S+/.exec(said)?.[0] ?? '';
    expect(said).toMatch(/Three things to try:[\s\S]*1\. [\s\S]*2\. [\s\S]*3\. /);
    expect((await fetch(`${url}/health/ready`)).ok).toBe(true);
    const { items, position } = await head(url);
    const [first, last] = [items[0]?.recordedAt ?? '', items.at(-1)?.recordedAt ?? ''];
    expect(Date.parse(last) - Date.parse(first)).toBeGreaterThan(100 * 86_400_000);
    expect(JSON.parse((await runProduct(['history', hero, '--json', '--url', url])).out)).toMatchObject({ stages: expect.arrayContaining([expect.objectContaining({ stage: 'first-time' })]) });
    await stop();

    const mark = JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8')) as object;
    expect(mark).toMatchObject({ demo: true, complete: true, customers: 25 });
    writeFileSync(join(data, 'demo.json'), JSON.stringify({ ...mark, complete: false }));
    const again = /Rapport is at (\S+)/.exec(await start())?.[1] ?? '';
    expect((await head(again)).items).toEqual(items);
    expect(BigInt((await head(again)).position) - BigInt(position)).toBeLessThan(3n);
    await stop();
  }, 60_000);

  it('does not touch a folder with data of somebody\'s own', async () => {
    const own = join(data, 'own');
    await runProduct(['seed', '--customers', '1', '--touchpoints', '1', '--data', own]);
    expect(await runProduct(['demo', '--data', own])).toMatchObject({ code: 1, err: expect.stringContaining('data of your own') });
  });
});
