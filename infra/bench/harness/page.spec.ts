import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageWith } from './page';
import { renewed, type Result } from './result';

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

it('says of what was measured anew when that was, in the place of what it was before', () => {
  const later = { ...RESULT, date: '2026-03-02T11:20:00.000Z', machine: { ...RESULT.machine, load: 0.2 }, sections: [{ benchmark: 'append', summary: '', seconds: 30, rows: [{ what: 'batches', measured: 0.95, unit: 'x', bar: { kind: 'at least', value: 0.8 }, detail: 'c' }] }] } satisfies Result;
  const page = pageWith(PAGE, renewed(RESULT, later));
  expect(page).toContain('on 2026-03-01: Abacus');
  expect(page).toContain('| `append` | batches | 0.95 | >= 0.80, met | c |');
  expect(page).not.toContain('| 0.90 |');
  expect(page).toContain('`append` was measured anew on 2026-03-02 at 11:20 UTC, load 0.2 before.');
  expect(page).toContain('| `rest` | not measured | | | no /proc |');
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
