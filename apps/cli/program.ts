import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { importCommand } from './commands/import';
import { serveCommand } from './commands/serve';
import { verifyCommand } from './commands/verify';

const PACKAGE = join(__dirname, '..', '..', '..', 'package.json');

/** The whole command line. A command is a file and a line here. */
export function makeProgram(): Command {
  const program = new Command('rapport')
    .description('Customer interactions as events; every belief about a customer a fold that can be replayed')
    .option('--json', 'answer with one JSON document on standard output')
    .option('-V, --version', 'print the version')
    .enablePositionalOptions()
    .exitOverride()
    .addHelpText('after', '\nExamples:\n  rapport demo\n  rapport import orders purchases.csv --customer client --date day --amount total\n  rapport history email:ann@example.org\n\nrapport <command> --help says more about each, with an example. Configuration comes from RAPPORT_… variables; `rapport doctor` shows them.\n');
  program.on('option:version', () => {
    process.stdout.write(`${(JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }).version}\n`);
    process.exit(0);
  });
  for (const add of [serveCommand, importCommand, verifyCommand]) add(program);
  return program;
}
