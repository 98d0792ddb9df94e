import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageWith } from './page';
import type { Result } from './result';

const DOCS = join(__dirname, '..', '..', '..', 'docs');
const PAGE = '# Benchmarks\n<!-- results: written by npm run bench -->\nold\n<!-- end of results -->\nafter\n';
const RESULT: Result = {
  date: '2026-03-01T10:15:00.000Z', command: 'npm run bench -- ', machine: { cpu: 'Abacus', cores: 2, memoryGiB: 8, node: '20.19.0', load: 0.1 },
  sections: [
    { benchmark: 'append', summary: '', seconds: 60, rows: [{ what: 'batches', measured: 0.9, unit: 'x', bar: { kind: 'at least', value: 0.8 }, detail: 'a' }, { what: 'others', measured: 200, unit: 'MiB', bar: { kind: 'at most', value: 150 }, detail: 'b' }] },
    { benchmark: 'rest', summary: '', seconds: 60, rows: [], skipped: 'no /proc' },
  ],
};

it('says what was measured, where, when, and whether the bar is met', () => {
  const page = pageWith(PAGE, RESULT);
  expect(page).toContain('`npm run bench --` on 2026-03-01: Abacus, 2 cores, 8 GiB, Node 20.19.0, load 0.1 before; 2 minutes.');
  expect(page).toContain('| `append` | batches | 0.90 | >= 0.80, met | a |');
  expect(page).toContain('| `append` | others | 200 MiB | <= 150 MiB, **missed** | b |');
  expect(page).toContain('| `rest` | not measured | | | no /proc |');
  expect(page).not.toContain('old');
  expect(page).toMatch(/^# Benchmarks\n[^]*\nafter\n$/);
});

it('needs a place for them', () => {
  expect(() => pageWith('# Benchmarks\n', RESULT)).toThrow(RangeError);
});

it('is the page that is committed, by the result that is committed', () => {
  const file = join(DOCS, 'benchmarks', 'results.json');
  const result = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result) : undefined;
  const page = readFileSync(join(DOCS, 'benchmarks.md'), 'utf8');
  expect(page).toBe(pageWith(page, result));
});
