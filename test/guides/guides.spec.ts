import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Product, productIsBuilt, startProduct } from '#testing/product';
import { blocksOf, matches, stepsOf } from './read-guide';

const ROOT = resolve(__dirname, '..', '..');
const GUIDES = join(ROOT, 'docs', 'guides');
const pages = readdirSync(GUIDES).filter((name) => name.endsWith('.md'));
const hasTools = ['bash', 'curl', 'jq'].every((tool) => spawnSync('which', [tool]).status === 0);
const whenPossible = productIsBuilt && hasTools ? describe : describe.skip;
const END = '--- end of step ---';

describe.each(pages)('the guide %s', (name) => {
  it('shows code that is the code under test', () => {
    for (const { file, text } of blocksOf(join(GUIDES, name))) if (file !== undefined) expect([file, text]).toEqual([file, readFileSync(join(ROOT, file), 'utf8')]);
  });
});

whenPossible.each(pages)('the commands of %s', (name) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ environment: { RAPPORT_WEBHOOK_PRIVATE: 'allow' } });
  });
  afterAll(async () => product.stop());

  it('print what the page shows', () => {
    const steps = stepsOf(join(GUIDES, name));
    if (steps.length === 0) return;
    const script = ['set -e', ...steps.map(({ command }) => `${command}\necho '${END}'`)].join('\n');
    const printed = execFileSync('bash', ['-c', script], { cwd: ROOT, encoding: 'utf8', env: { ...process.env, RAPPORT_URL: product.url }, timeout: 60_000 }).split(`${END}\n`);
    steps.forEach(({ command, output }, index) => {
      if (output === undefined) return;
      const actual = printed[index] ?? '';
      if (!matches(actual, output)) throw new Error(`${command}\nprinted\n${actual}\nbut the page shows\n${output}`);
    });
  }, 90_000);
});
