import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { withExample } from '../ui/context';
import { Unsuccessful, WrongUse } from '../ui/outcome';
import { PRODUCT } from '../ui/product-version';

const SCRIPT = join('dist', 'infra', 'bench', 'run.js');

export function benchCommand(program: Command): void {
  const command = program.command('bench')
    .description('Measure append, read, fold and rebuild on this machine; what is given here goes on to the benchmark')
    .argument('[arguments...]', 'for the benchmark')
    .allowUnknownOption()
    .passThroughOptions();
  withExample(command, 'rapport bench', 'rapport bench append --events 200000').action((words: readonly string[]) => bench(words));
}

function bench(words: readonly string[]): Promise<void> {
  if (!existsSync(join(PRODUCT, SCRIPT))) throw new WrongUse(`the benchmarks are part of the source tree: there is no ${SCRIPT} in ${PRODUCT}`);
  process.stderr.write(`node ${[SCRIPT, ...words].join(' ')}\n`);
  const child = spawn(process.execPath, [SCRIPT, ...words], { cwd: PRODUCT, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Unsuccessful());
    });
  });
}
