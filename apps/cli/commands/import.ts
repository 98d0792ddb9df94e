import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { type ImportTally, importChunks } from '#intake/import';
import { type Chunk, type OrdersFileOptions, readOrders, readTouchpoints } from '#intake/files';
import { importLogCommand } from './import-log';
import { withTarget } from '../target/open-target';
import { type CommonOptions, type Context, contextOf, onServerOrFolder, withExample } from '../ui/context';
import { countOf, durationText, rateText } from '../ui/figures';
import { Interrupted, Unsuccessful } from '../ui/outcome';

interface ImportOptions extends CommonOptions {
  readonly live?: boolean;
}

type OrdersOptions = ImportOptions & OrdersFileOptions;

/** Refused lines that are named: for people, and in JSON. */
const NAMED = 20;
const NAMED_IN_JSON = 1_000;
/** Chunks on their way into a folder: one is written while the next is being checked. Over HTTP they could overtake each other. */
const AT_ONCE = 3;
const RESUME = 'what has been read so far is in; run the same command again and it goes on from there';

export function importCommand(program: Command): void {
  const group = withExample(
    program.command('import').description('Bring files in: orders of any table, touchpoints as NDJSON, or a whole log'),
    'rapport import orders purchases.csv --customer client --date day --amount total',
    'rapport import touchpoints exported.ndjson --url http://127.0.0.1:3000',
  );
  ordersCommand(group);
  touchpointsCommand(group);
  importLogCommand(group);
}

function ordersCommand(group: Command): void {
  const command = group.command('orders')
    .description('Import a table of orders: CSV, TSV, semicolon or white-space separated, with or without a header, gzipped or not')
    .argument('<file>', 'the table')
    .requiredOption('--customer <column>', 'who bought: a column by its name in the header, or by its number from 1')
    .requiredOption('--date <column>', 'when: ISO 8601 or YYYYMMDD, or as --date-format says')
    .requiredOption('--amount <column>', 'the row\'s total, not a unit price; negative: a refund')
    .option('--quantity <column>', 'how many pieces')
    .option('--product <column>', 'what was bought')
    .option('--category <column>', 'the kind of product')
    .option('--order <column>', 'the order\'s number: its rows are the items of one order (otherwise every row is an order)')
    .option('--currency <code>', 'ISO 4217', 'EUR')
    .option('--identity <kind>', 'the kind of identity that the customer column holds', 'user-id')
    .option('--date-format <form>', 'as DD.MM.YYYY or MM/DD/YYYY hh:mm');
  withExample(
    common(command),
    'rapport import orders CDNOW_sample.txt --customer 2 --date 3 --quantity 4 --amount 5 --currency USD',
    'rapport import orders sales.csv.gz --customer client --date day --amount sum --order invoice --product sku',
  ).action((file: string, options: OrdersOptions, self: Command) => importFile(file, 'orders', readOrders(file, options), options, contextOf(self)));
}

function touchpointsCommand(group: Command): void {
  const command = group.command('touchpoints').description('Import touchpoints, one JSON object a line, gzipped or not').argument('<file>', 'newline-delimited JSON');
  withExample(common(command), 'rapport import touchpoints exported.ndjson')
    .action((file: string, options: ImportOptions, self: Command) => importFile(file, 'touchpoints', readTouchpoints(file), options, contextOf(self)));
}

function common(command: Command): Command {
  return onServerOrFolder(command.addOption(new Option('--live', 'treat it as happening now: effects may leave the house because of it (otherwise read models learn from it and nothing else)')));
}

async function importFile(file: string, what: 'orders' | 'touchpoints', chunks: AsyncGenerator<Chunk<unknown>>, { live = false }: ImportOptions, context: Context): Promise<void> {
  const { terminal, interruption } = context;
  const read = await opened(chunks);
  await withTarget(context, async (target) => {
    let begun = false;
    const progress = terminal.progress(`importing ${basename(file)}`, what);
    const tally = await importChunks(read, (received) => target.receive(received, { backfill: !live }), {
      mostRefusals: terminal.json ? NAMED_IN_JSON : NAMED,
      atOnce: context.url === undefined ? AT_ONCE : 1,
      seen: ({ added, duplicates }, { bytes, totalBytes }) => {
        begun = true;
        progress.update({ count: added + duplicates, fraction: totalBytes > 0 ? bytes / totalBytes : undefined });
        interruption.check(RESUME);
      },
    }).catch((error: unknown) => {
      progress.done();
      if (begun && !(error instanceof Interrupted)) terminal.note(RESUME);
      throw error;
    });
    progress.done();
    const { seconds } = progress;
    const { customers, position } = await target.settle(tally.position);
    report(file, what, tally, { customers, position, seconds }, context);
  }, 'filling');
}

/** Reads the first chunk at once: of a file that cannot be read one hears before anything is opened or made. */
async function opened(chunks: AsyncGenerator<Chunk<unknown>>): Promise<AsyncGenerator<Chunk<unknown>>> {
  const first = await chunks.next();
  return (async function* rest(): AsyncGenerator<Chunk<unknown>> {
    if (first.done === true) return;
    yield first.value;
    yield* chunks;
  })();
}

interface After {
  readonly customers: number;
  readonly position: string;
  readonly seconds: number;
}

/** @throws Unsuccessful where lines were refused */
function report(file: string, what: 'orders' | 'touchpoints', { lines, added, duplicates, differing, refused, refusals }: ImportTally, { customers, position, seconds }: After, { terminal }: Context): void {
  const one = what.slice(0, -1);
  terminal.say(`${basename(file)}: ${countOf(lines, 'line')}, ${countOf(added, one)} added, ${countOf(duplicates, 'duplicate')}, ${countOf(refused, 'line')} refused, in ${durationText(seconds)} (${rateText(added + duplicates, seconds)})`);
  terminal.say(`${countOf(customers, 'customer')} in all; the read models stand at position ${position}`);
  if (differing > 0) terminal.say(`${countOf(differing, 'duplicate')} said something else than what was recorded first, which stands`);
  for (const { line, errors } of refusals) terminal.say(`line ${line}: ${errors.map(({ path, message }) => (path === '' || message.startsWith(path) ? message : `${path} ${message}`)).join('; ')}`);
  if (refused > refusals.length) terminal.say(`… and ${countOf(refused - refusals.length, 'more refused line')}; --json names up to ${NAMED_IN_JSON.toLocaleString('en')}`);
  terminal.result({ file, lines, [what]: added, duplicates, differing, refused, refusals, refusalsOmitted: refused - refusals.length, customers, position, seconds, perSecond: Math.round((added + duplicates) / Math.max(seconds, 0.001)) });
  if (refused > 0) throw new Unsuccessful();
}
