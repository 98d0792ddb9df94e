import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productIsBuilt } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;
const ROOT = join(__dirname, '../../..');

whenBuilt('rapport new', () => {
  let tree = '';
  const node = (...words: readonly string[]): { code: number | null; all: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: tree, encoding: 'utf8' });
    return { code: status, all: stdout + stderr };
  };
  const rapport = (words: string): { code: number | null; all: string } => node(join(ROOT, 'bin/rapport.js'), 'new', ...words.split(' '));

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'rapport-cli-new-'));
    cpSync(join(ROOT, 'libs'), join(tree, 'libs'), { recursive: true });
    for (const file of ['package.json', 'jest.config.cjs', 'tsconfig.json']) cpSync(join(ROOT, file), join(tree, file));
    for (const folder of ['apps', 'test', 'infra']) cpSync(join(ROOT, 'libs/orders'), join(tree, folder), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  });
  afterAll(() => {
    rmSync(tree, { recursive: true, force: true });
  });

  it('begins what compiles and passes its own spec, in its place in the catalogue', () => {
    expect(rapport('projection wish-list --room customers').code).toBe(0);
    expect(rapport('touchpoint kiosk.badge-scanned').code).toBe(0);
    expect(readFileSync(join(tree, 'libs/catalogue/projections.ts'), 'utf8')).toMatch(/import \{ wishList \} from '#customers\/wish-list';[\s\S]*\n {6}wishList,\n/);
    expect(readFileSync(join(tree, 'libs/touchpoints/types/index.ts'), 'utf8')).toContain("export { badgeScanned } from './kiosk/badge-scanned';");
    expect(node(join(ROOT, 'node_modules/jest/bin/jest.js'), '--rootDir', tree, 'libs/customers/wish-list', 'libs/touchpoints/types/kiosk')).toMatchObject({ code: 0, all: expect.stringContaining('Tests:       4 passed') });
  }, 60_000);

  it('writes over nothing', () => {
    rapport('projection visits --room web');
    expect(rapport('projection visits --room web')).toMatchObject({ code: 2 });
    expect(rapport('touchpoint web.searched')).toMatchObject({ code: 2 });
    expect(rapport('projection kernel-thing --room kernel')).toMatchObject({ code: 2 });
    expect(existsSync(join(tree, 'libs/kernel/kernel-thing'))).toBe(false);
  });
});
