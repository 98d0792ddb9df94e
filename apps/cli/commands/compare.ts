import type { Command } from 'commander';
import { withTarget } from '../target/open-target';
import type { VersionComparison } from '../target/target';
import { type CommonOptions, type Context, contextOf, onServerOrFolder, wholeNumber, withExample } from '../ui/context';
import { countOf } from '../ui/figures';
import { tableText } from '../ui/table';

interface CompareOptions extends CommonOptions {
  readonly version: number;
  readonly limit: number;
}

/** Customers who are named, unless told otherwise: as many as the HTTP interface allows. */
const NAMED = 1_000;
/** Customers and fields that are printed. */
const PRINTED = 20;

export function compareCommand(program: Command): void {
  const command = program.command('compare')
    .description('Run another version of a read model beside the one served: who changes, and how; nothing is switched')
    .argument('<name>', 'the read model')
    .requiredOption('--version <number>', 'the version to try', wholeNumber(1))
    .option('--limit <customers>', 'name so many of those who change', wholeNumber(1), NAMED);
  withExample(onServerOrFolder(command), 'rapport compare lifecycle-position --version 2')
    .action((name: string, options: CompareOptions, self: Command) => compare(name, options, contextOf(self)));
}

async function compare(name: string, { version, limit }: CompareOptions, context: Context): Promise<void> {
  const { terminal } = context;
  await withTarget(context, async (target) => {
    const comparison = await target.compare(name, version, Math.min(limit, NAMED));
    terminal.say(comparisonText(name, version, comparison));
    terminal.result({ name, version, ...comparison });
  });
}

function comparisonText(name: string, version: number, { customers, changed, items }: VersionComparison): string {
  const head = `${countOf(changed, 'customer')} of ${customers.toLocaleString('en')} would change with version ${version} of ${name}`;
  if (changed === 0) return head;
  const fields = new Map<string, number>();
  for (const { changes } of items) for (const { path } of changes) fields.set(path, (fields.get(path) ?? 0) + 1);
  const byField = [...fields].sort(([, a], [, b]) => b - a).slice(0, PRINTED).map(([path, count]) => [path, count.toLocaleString('en')]);
  const byCustomer = items.slice(0, PRINTED).map(({ customerId, changes: [first, ...more] }) => [customerId, first ? `${first.path}: ${JSON.stringify(first.before)} → ${JSON.stringify(first.after)}` : '', more.length > 0 ? `and ${more.length} more` : '']);
  const note = changed > items.length ? `\n(of the first ${items.length.toLocaleString('en')} of them)` : '';
  return `${head}\n\n${tableText(['field', 'customers'], byField, { right: [1] })}${note}\n\n${tableText(['customer', 'change', ''], byCustomer, { widest: 90 })}`;
}
