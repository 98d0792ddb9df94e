import { type Command, CommanderError } from 'commander';
import { isRapportError, type RapportError } from '#kernel';
import { makeProgram } from './program';
import { nearest } from './ui/nearest';
import { Unsuccessful, WrongUse } from './ui/outcome';

const DONE = 0;
const FAILED = 1;
const WRONG_USE = 2;

/** Runs one command line; answers the exit code: 0 done, 1 failed, 2 wrong use. Says what went wrong in a sentence, never as a stack trace. */
export async function runCli(words: readonly string[]): Promise<number> {
  const program = makeProgram();
  quietAboutUnknownCommands(program);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return DONE;
  } catch (error) {
    if (error instanceof Unsuccessful) return FAILED;
    if (error instanceof CommanderError) return commanderFault(error, program, words);
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n`);
    if (words.includes('--json')) process.stdout.write(`${JSON.stringify({ error: { code: isRapportError(error) ? error.code : 'RAPPORT_INTERNAL', message, ...(isRapportError(error) && error.errors.length > 0 ? { errors: error.errors } : {}) } })}\n`);
    return error instanceof WrongUse || (isRapportError(error) && isWrongUse(error)) ? WRONG_USE : FAILED;
  }
}

/** Commander has said its sentence already, but for an unknown command. */
function commanderFault(error: CommanderError, program: Command, words: readonly string[]): number {
  if (error.exitCode === 0) return DONE;
  if (error.code === 'commander.unknownCommand') {
    const { group, typed } = whereLost(program, words);
    const meant = nearest(typed, group.commands.map((command) => command.name()));
    process.stderr.write(`unknown command ${typed}${meant === undefined ? '' : `: did you mean ${meant}?`}\n`);
  }
  return WRONG_USE;
}

/** The command whose subcommand is not there, and what was typed for it. */
function whereLost(program: Command, words: readonly string[]): { group: Command; typed: string } {
  let group = program;
  for (const word of words.filter((each) => !each.startsWith('-'))) {
    const next = group.commands.find((command) => command.name() === word || command.aliases().includes(word));
    if (!next) return { group, typed: word };
    group = next;
  }
  return { group, typed: '' };
}

function quietAboutUnknownCommands(program: Command): void {
  const quiet = (command: Command): void => {
    command.configureOutput({ outputError: (text, write) => { if (!text.includes('unknown command')) write(text); } });
    command.commands.forEach(quiet);
  };
  quiet(program);
}

/** What 400 says over HTTP is wrong use on the command line. */
function isWrongUse({ code, status }: RapportError): boolean {
  return status === 400 || code === 'RAPPORT_BAD_CONFIGURATION';
}
