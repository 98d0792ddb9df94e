import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pageWith } from './page';
import { renewed, type Result } from './result';

const ROOT = join(__dirname, '..', '..', '..', '..');
const FILE = join(ROOT, 'docs', 'benchmarks', 'results.json');
const PAGE = join(ROOT, 'docs', 'benchmarks.md');

/** Writes `docs/benchmarks/results.json` over the one before, and its table into `docs/benchmarks.md`; answers the file's path from the root. */
export function writeResult(result: Result): string {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(PAGE, pageWith(readFileSync(PAGE, 'utf8'), result));
  return relative(ROOT, FILE);
}

/** Writes the sections of a later run in the place of those that the committed result has; answers the file's path from the root. @throws Error where none is committed */
export function renewResult(later: Result): string {
  return writeResult(renewed(JSON.parse(readFileSync(FILE, 'utf8')) as Result, later));
}
