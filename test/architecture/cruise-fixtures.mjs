// Cruises each tree under fixtures/ as if it were the repository, with the repository's own rules, in one process.
// Prints one JSON object: {fixture: [{rule, from, to}]}.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';

const root = fileURLToPath(new URL('../..', import.meta.url));
const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url));
const load = createRequire(import.meta.url);
const { forbidden, options } = load(join(root, '.dependency-cruiser.cjs'));
const { compilerOptions: { paths } } = load(join(root, 'tsconfig.json'));

const settings = mkdtempSync(join(tmpdir(), 'rapport-fixtures-'));
const found = {};
try {
  for (const fixture of readdirSync(fixtures).sort()) found[fixture] = await violations(fixture);
} finally {
  rmSync(settings, { recursive: true });
}
process.stdout.write(`${JSON.stringify(found)}\n`);

async function violations(fixture) {
  const baseDir = join(fixtures, fixture);
  const fileName = join(settings, `${fixture}.json`);
  writeFileSync(fileName, JSON.stringify({ compilerOptions: { baseUrl: baseDir, paths } }));
  process.chdir(baseDir);
  // The nearest package.json is the repository's; combining them would stop at baseDir, which has none.
  const settled = { ...options, combinedDependencies: false, ruleSet: { forbidden }, validate: true, baseDir, tsConfig: { fileName } };
  const { output } = await cruise(readdirSync(baseDir), settled, undefined, { tsConfig: { options: { baseUrl: baseDir } } });
  return output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}
