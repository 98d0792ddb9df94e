import { withSides } from './benchmarks';
import type { Task } from './benchmark';
import { peakMiB } from './harness/memory';
import type { SideAnswer } from './harness/side-process';

void main();

/** One side of one benchmark, in a process of its own: `side.js <benchmark> <side> <task as JSON>`. */
async function main(): Promise<void> {
  const [name = '', side = '', task = '{}'] = process.argv.slice(2);
  const measure = withSides.find((benchmark) => benchmark.name === name)?.sides[side];
  if (!measure) throw new RangeError(`there is no ${side} of ${name}`);
  try {
    const figures = await measure(JSON.parse(task) as Task);
    answer({ figures: { ...figures, peakMiB: peakMiB() } });
  } catch (error) {
    answer({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** To the process that asked; on standard output where a person did, to profile a side. */
function answer(message: SideAnswer): void {
  if (process.send) process.send(message, () => process.exit());
  else process.stdout.write(`${JSON.stringify(message)}\n`);
}
