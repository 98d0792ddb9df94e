import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Machine } from './machine';
import type { Section } from './report';

export interface Result {
  readonly date: string;
  readonly command: string;
  readonly machine: Machine;
  readonly sections: readonly Section[];
}

const ROOT = join(__dirname, '..', '..', '..', '..');
const FOLDER = join(ROOT, 'infra', 'bench', 'results');

/** Writes `infra/bench/results/<date>.json`, over an earlier one of the same minute; answers its path from the root. */
export function writeResult(result: Result): string {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${result.date.slice(0, 16).replace(':', '')}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return relative(ROOT, file);
}
