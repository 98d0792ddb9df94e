import { benchmarks } from './benchmarks';
import { type Options, readOptions, USAGE } from './options';
import { isMet } from './benchmark';
import { machine } from './harness/machine';
import { type Section, tableOf } from './harness/report';
import type { Result } from './harness/result';
import { renewResult, writeResult } from './harness/result-file';
import { Session } from './session';

void main();

/** `run.js [names…] [--json] [--events N] …`: measures and prints a table (or JSON); a whole run is written down. Exits 1 if a bar is missed or a benchmark failed, 2 for wrong use. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), benchmarks.map(({ name }) => name));
  if ('fault' in options) {
    process.stderr.write(`${options.fault}\n\n${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  if (options.help) {
    process.stdout.write(`${USAGE}\n\n${benchmarks.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`).join('\n')}\n`);
    return;
  }
  const on = machine();
  const sections = await measure(options);
  const result: Result = { date: new Date().toISOString(), command: ['npm run bench --', ...process.argv.slice(2)].join(' '), machine: on, sections };
  const written = options.whole ? `\n${writeResult(result)}` : options.renew ? `\n${renewResult(result)}` : '';
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${tableOf(sections)}\n\n${on.cpu}, ${String(on.cores)} cores, load ${String(on.load)} before, Node ${on.node}${written}\n`);
  if (sections.some(({ rows, failed }) => failed !== undefined || rows.some((row) => isMet(row) === false))) process.exitCode = 1;
}

async function measure(options: Options): Promise<Section[]> {
  const session = new Session(options);
  const sections: Section[] = [];
  try {
    for (const benchmark of benchmarks) {
      if (options.names.length > 0 && !options.names.includes(benchmark.name)) continue;
      sections.push(await session.section(benchmark));
    }
  } finally {
    session.close();
  }
  return sections;
}
