import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productIsBuilt, runProduct } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;
const COLUMNS = ['--customer', 'client', '--date', 'day', '--amount', 'sum'];
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapport-cli-import-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function table(name: string, rows: number, faulty: readonly string[] = []): string {
  const lines = Array.from({ length: rows }, (_, i) => `c${i % 700};${new Date(Date.UTC(2024, 0, 1 + ((i * 7) % 600))).toISOString().slice(0, 10)};${(1 + (i % 9_000) / 100).toFixed(2)}`);
  const file = join(folder, name);
  writeFileSync(file, ['client;day;sum', ...lines, ...faulty, ''].join('\n'));
  return file;
}

interface Report {
  readonly orders: number;
  readonly duplicates: number;
  readonly differing: number;
  readonly refused: number;
  readonly refusals: { line: number; errors: { code: string }[] }[];
  readonly customers: number;
}

async function imported(file: string, data: string, ...more: string[]): Promise<[number | null, Report]> {
  const { code, out } = await runProduct(['import', 'orders', file, ...COLUMNS, '--json', ...more], { RAPPORT_DATA: data });
  return [code, JSON.parse(out) as Report];
}

async function digest(data: string): Promise<unknown> {
  const { code, out } = await runProduct(['verify', '--json'], { RAPPORT_DATA: data });
  const { digest: found, position } = JSON.parse(out) as { digest: string; position: string };
  return { code, digest: found, position };
}

/** Lets an import run until it has written something, and takes its process away. */
async function killed(file: string, data: string): Promise<void> {
  const child = spawn(process.execPath, [join(__dirname, '../../../bin/rapport.js'), 'import', 'orders', file, ...COLUMNS, '--data', data], { stdio: 'ignore' });
  const gone = new Promise((done) => child.once('close', done));
  const written = (): number => Math.max(0, ...['events.db', 'events.db-wal'].map((name) => statSync(join(data, name), { throwIfNoEntry: false })?.size ?? 0));
  while (written() < 600_000 && child.exitCode === null) await new Promise((done) => setTimeout(done, 5));
  child.kill('SIGKILL');
  await gone;
}

whenBuilt('rapport import orders', () => {
  it('names refused lines, brings the others in, and ends with 1; a second time everything is there already', async () => {
    const file = table('faulty.csv', 500, ['c1;not-a-day;5.00', 'guest;2024-01-01;5.00', ';2024-01-01;x']);
    const data = join(folder, 'faulty');
    const [code, report] = await imported(file, data);
    expect([code, report]).toMatchObject([1, { orders: 500, duplicates: 0, refused: 3, customers: 500 }]);
    expect(report.refusals.map(({ line, errors }) => [line, errors[0]?.code])).toEqual([[502, 'date'], [503, 'no-evidence'], [504, 'required']]);
    expect(await imported(file, data)).toMatchObject([1, { orders: 0, duplicates: 500, differing: 0, refused: 3 }]);
    const { out } = await runProduct(['import', 'orders', file, ...COLUMNS], { RAPPORT_DATA: data });
    expect(out).toMatch(/500 duplicates, 3 lines refused[\s\S]*line 502: .*day/);
  });

  it('that was killed is run again, and leaves what one without interruption leaves', async () => {
    const file = table('long.csv', 20_000);
    const [whole, broken] = [join(folder, 'whole'), join(folder, 'broken')];
    await imported(file, whole);
    await killed(file, broken);
    const [code, { orders, duplicates }] = await imported(file, broken);
    expect([code, orders + duplicates]).toEqual([0, 20_000]);
    expect(duplicates).toBeGreaterThan(0);
    expect(await digest(broken)).toEqual({ ...((await digest(whole)) as object), code: 0 });
  }, 60_000);
});
