import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What marks a data folder as a demo, and says which one. */
export interface DemoMark {
  readonly demo: true;
  readonly company: string;
  readonly seed: number;
  readonly customers: number;
  /** The first day, and the day (exclusive) up to whose first instant everything has been delivered. */
  readonly from: string;
  readonly until: string;
  readonly months: number;
  /** False while it is being generated. */
  readonly complete: boolean;
}

const MARK = 'demo.json';

/** Undefined in a folder that is no demo. */
export function readMark(data: string): DemoMark | undefined {
  try {
    return JSON.parse(readFileSync(join(data, MARK), 'utf8')) as DemoMark;
  } catch {
    return undefined;
  }
}

export function writeMark(data: string, mark: DemoMark): void {
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, `${MARK}.new`), `${JSON.stringify(mark, undefined, 2)}\n`);
  renameSync(join(data, `${MARK}.new`), join(data, MARK));
}
