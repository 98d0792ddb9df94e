import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { compareCommand } from './commands/compare';
import { explainCommand } from './commands/explain';
import { historyCommand } from './commands/history';
import { importCommand } from './commands/import';
import { rebuildCommand } from './commands/rebuild';
import { seedCommand } from './commands/seed';
import { serveCommand } from './commands/serve';
import { tailCommand } from './commands/tail';
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
    .showHelpAfterError('(--help shows how it is used)')
    .addHelpText('after', '\nExamples:\n  rapport demo\n  rapport import orders purchases.csv --customer client --date day --amount total\n  rapport history email:ann@example.org\n\nrapport <command> --help says more about each, with an example. Configuration comes from RAPPORT_… variables; `rapport doctor` shows them.\n');
  program.on('option:version', () => {
    process.stdout.write(`${(JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }).version}\n`);
    process.exit(0);
  });
  for (const add of [serveCommand, importCommand, seedCommand, tailCommand, historyCommand, explainCommand, verifyCommand, rebuildCommand, compareCommand]) add(program);
  return program;
}
