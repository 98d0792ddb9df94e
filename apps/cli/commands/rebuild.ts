import type { Command } from 'commander';
import { withTarget } from '../target/open-target';
import type { RebuildOutcome } from '../target/target';
import { type CommonOptions, type Context, contextOf, onServerOrFolder, wholeNumber, withExample } from '../ui/context';
import { countOf, durationText, rateText } from '../ui/figures';
import { WrongUse } from '../ui/outcome';

interface RebuildOptions extends CommonOptions {
  readonly version?: number;
}

export function rebuildCommand(program: Command): void {
  const command = program.command('rebuild')
    .description('Build read models anew from the log, beside what is served, then switch to them')
    .argument('[name]', 'one read model (otherwise all, one after the other)')
    .option('--version <number>', 'of another version of the catalogue, which is served from then on', wholeNumber(1));
  withExample(onServerOrFolder(command), 'rapport rebuild', 'rapport rebuild lifecycle-position --version 2 --url http://127.0.0.1:3000')
    .action((name: string | undefined, options: RebuildOptions, self: Command) => rebuild(name, options, contextOf(self)));
}

async function rebuild(name: string | undefined, { version }: RebuildOptions, context: Context): Promise<void> {
  const { terminal, interruption } = context;
  if (name === undefined && version !== undefined) throw new WrongUse('--version is of one read model: name it');
  await withTarget(context, async (target) => {
    const names = name === undefined ? (await target.projections()).map((each) => each.name) : [name];
    const rebuilt: (RebuildOutcome & { seconds: number })[] = [];
    for (const each of names) {
      interruption.check();
      const begun = Date.now();
      const outcome = { ...(await target.rebuild(each, version)), seconds: (Date.now() - begun) / 1_000 };
      rebuilt.push(outcome);
      terminal.say(outcomeText(outcome));
    }
    terminal.result({ rebuilt });
  });
}

function outcomeText({ name, version, customers, parked, seconds }: RebuildOutcome & { readonly seconds: number }): string {
  return `${name}: version ${version} is served, built from ${countOf(customers, 'customer')} in ${durationText(seconds)} (${rateText(customers, seconds)})${parked > 0 ? `; ${countOf(parked, 'customer')} set aside, whose history does not fold` : ''}`;
}
