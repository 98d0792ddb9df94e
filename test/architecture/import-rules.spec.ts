import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

interface Settings {
  readonly forbidden: readonly { readonly name: string; readonly comment?: string }[];
}

const root = join(__dirname, '../..');
/** The tree that uses every exception that the rules grant, and breaks none. */
const ALLOWED = 'allowed';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the tool's settings are CommonJS and have no types
const { forbidden } = require(join(root, '.dependency-cruiser.cjs')) as Settings;
const rules = forbidden.map(({ name }) => name);
const fixtures = readdirSync(join(__dirname, 'fixtures')).filter((name) => name !== ALLOWED);

describe('the rules of who may import whom', () => {
  let found: Readonly<Record<string, readonly Violation[]>>;

  beforeAll(() => {
    // A process of its own: the tool is an ES module, which Jest does not load.
    found = JSON.parse(execFileSync(process.execPath, [join(__dirname, 'cruise-fixtures.mjs')], { encoding: 'utf8' })) as typeof found;
  });

  it('each have a tree that breaks them, and a reason', () => {
    expect(fixtures.toSorted()).toEqual(rules.toSorted());
    expect(forbidden.filter(({ comment = '' }) => comment === '')).toEqual([]);
  });

  it.each(rules)('%s turns red on its tree, and no other rule does', (rule) => {
    expect([...new Set(found[rule]?.map((violation) => violation.rule))]).toEqual([rule]);
  });

  it('let pass what the design allows', () => {
    expect(found[ALLOWED]).toEqual([]);
  });

  it('find a projection at fault wherever it lies', () => {
    expect(found['pure-files-import-no-nest']?.map(({ from }) => from).toSorted()).toEqual(['libs/lifecycle/queries/stage.projection.ts', 'libs/lifecycle/stage.ts']);
  });
});
