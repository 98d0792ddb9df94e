import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { productIsBuilt } from '#testing/product';
import { matches, stepsOf } from '../guides/read-guide';

const ROOT = resolve(__dirname, '..', '..');
const README = join(ROOT, 'README.md');
const END = '--- end of step ---';
const whenBuilt = productIsBuilt ? describe : describe.skip;

describe('the README', () => {
  it('links to pages that there are', () => {
    const links = [...readFileSync(README, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

whenBuilt('the commands of the README', () => {
  it('print what it shows', () => {
    const data = mkdtempSync(join(tmpdir(), 'rapport-readme-'));
    try {
      const steps = stepsOf(README);
      const script = ['set -e', ...steps.map(({ command }) => `${command.replace('./data/shop', data)}\necho '${END}'`)].join('\n');
      const printed = execFileSync('bash', ['-c', script], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 120_000 }).split(`${END}\n`);
      expect(steps.length).toBeGreaterThanOrEqual(3);
      steps.forEach(({ command, output = '' }, index) => {
        const actual = printed[index] ?? '';
        if (!matches(actual, output)) throw new Error(`${command}\nprinted\n${actual}\nbut the README shows\n${output}`);
      });
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  }, 150_000);
});
