import { Command, CommanderError } from 'commander';
import { isRapportError } from '#kernel';
import { serveCommand } from './commands/serve';

/** Runs one command line; answers the exit code: 0 done, 1 failed, 2 wrong use. */
export async function runCli(words: readonly string[]): Promise<number> {
  const program = new Command('rapport').description('Customer interactions as events; every belief about a customer a fold that can be replayed').exitOverride().showHelpAfterError();
  serveCommand(program);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return isRapportError(error) && error.code === 'RAPPORT_BAD_CONFIGURATION' ? 2 : 1;
  }
}
