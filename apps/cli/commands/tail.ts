import { type Command, InvalidArgumentError } from 'commander';
import { isPositionText } from '#kernel';
import { withTarget } from '../target/open-target';
import type { Target, WireEvent } from '../target/target';
import { type CommonOptions, type Context, contextOf, onServerOrFolder, wholeNumber, withExample } from '../ui/context';
import { logLine } from '../ui/event-line';
import { WrongUse } from '../ui/outcome';

interface TailOptions extends CommonOptions {
  readonly from?: string;
  readonly types?: readonly string[];
  readonly limit?: number;
  readonly follow?: boolean;
}

/** Events shown without `--from`. */
const LAST = 20;
const PAGE = 1_000;

export function tailCommand(program: Command): void {
  const command = program.command('tail')
    .description('Print the events of the log: the last ones, or from a position on')
    .option('--from <position>', 'all events after this position', position)
    .option('--types <types>', 'only these, with commas between', (text) => text.split(',').map((type) => type.trim()).filter((type) => type !== ''))
    .option('--limit <events>', `so many at most (without --from: ${LAST})`, wholeNumber(1))
    .option('--follow', 'go on with what is recorded from here on, until Ctrl-C');
  withExample(onServerOrFolder(command), 'rapport tail --types commerce.order-completed --limit 5', 'rapport tail --from 0 --json > log.ndjson', 'rapport tail --follow --url http://127.0.0.1:3000')
    .action((options: TailOptions, self: Command) => tail(options, contextOf(self)));
}

async function tail(options: TailOptions, context: Context): Promise<void> {
  const { terminal, interruption: { signal }, url } = context;
  if (options.follow === true && url === undefined) throw new WrongUse('nothing is recorded in a folder that this command has taken: --follow needs a running server and its --url');
  const print = (events: readonly WireEvent[]): void => {
    for (const event of events) {
      terminal.say(logLine(event));
      terminal.result(event);
    }
  };
  await withTarget(context, async (target) => {
    const head = await target.head();
    const last = options.from === undefined ? await printLast(target, options, print) : await printFrom(target, { ...options, from: options.from }, print, signal);
    if (options.follow !== true || signal.aborted) return;
    for await (const events of target.follow(last ?? options.from ?? head, options.types, signal)) print(events);
  });
}

/** Answers the position of the last one. */
async function printLast(target: Target, { types, limit = LAST }: TailOptions, print: (events: readonly WireEvent[]) => void): Promise<string | undefined> {
  const pages: (readonly WireEvent[])[] = [];
  let after: string | undefined;
  for (let left = limit; left > 0; ) {
    const page = await target.events({ after, types, direction: 'backwards', limit: Math.min(left, PAGE) });
    pages.push(page);
    after = page.at(-1)?.position;
    left = page.length < Math.min(left, PAGE) ? 0 : left - page.length;
  }
  for (const page of pages.toReversed()) print(page.toReversed());
  return pages[0]?.[0]?.position;
}

async function printFrom(target: Target, { from, types, limit = Infinity }: TailOptions & { readonly from: string }, print: (events: readonly WireEvent[]) => void, signal: AbortSignal): Promise<string | undefined> {
  let after = from;
  for (let left = limit; left > 0 && !signal.aborted; ) {
    const page = await target.events({ after, types, direction: 'forwards', limit: Math.min(left, PAGE) });
    print(page);
    after = page.at(-1)?.position ?? after;
    left = page.length < Math.min(left, PAGE) ? 0 : left - page.length;
  }
  return after;
}

function position(text: string): string {
  if (!isPositionText(text)) throw new InvalidArgumentError('It must be a position: a whole number.');
  return text;
}
