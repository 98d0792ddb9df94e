import { Command } from 'commander';
import { backupCommand } from './commands/backup';
import { benchCommand } from './commands/bench';
import { compareCommand } from './commands/compare';
import { demoCommand } from './commands/demo';
import { doctorCommand } from './commands/doctor';
import { explainCommand } from './commands/explain';
import { exportCommand } from './commands/export';
import { historyCommand } from './commands/history';
import { importCommand } from './commands/import';
import { newCommand } from './commands/new';
import { rebuildCommand } from './commands/rebuild';
import { restoreCommand } from './commands/restore';
import { seedCommand } from './commands/seed';
import { serveCommand } from './commands/serve';
import { tailCommand } from './commands/tail';
import { verifyCommand } from './commands/verify';
import { productVersion } from './ui/product-version';

/** In the order in which the help lists them. */
const COMMANDS = [demoCommand, serveCommand, importCommand, seedCommand, tailCommand, historyCommand, explainCommand, rebuildCommand, compareCommand, verifyCommand, exportCommand, newCommand, doctorCommand, backupCommand, restoreCommand, benchCommand];

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
    process.stdout.write(`${productVersion()}\n`);
    process.exit(0);
  });
  for (const add of COMMANDS) add(program);
  return program;
}
