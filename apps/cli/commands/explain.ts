import type { Command } from 'commander';
import { notFound } from '#kernel';
import type { JsonObject } from '#read-models';
import { customerReference } from '../target/customer-reference';
import { withTarget } from '../target/open-target';
import type { Target } from '../target/target';
import { type CommonOptions, contextOf, type Context, onServerOrFolder, withExample } from '../ui/context';
import { type FieldCause, fieldCauses } from '../ui/field-causes';
import { tableText } from '../ui/table';

interface ExplainOptions extends CommonOptions {
  readonly at?: string;
  readonly knownAt?: string;
}

interface Explanation {
  readonly readModel: string;
  readonly version: unknown;
  readonly reasons: readonly unknown[];
  readonly fields: readonly FieldCause[];
}

const REASONS = 'reasons';

export function explainCommand(program: Command): void {
  const command = program.command('explain')
    .description('Explain what is believed of a customer: every field, since when, and the event that made it so')
    .argument('<customer>', 'an id, or one of the identities as kind:value')
    .argument('[model]', 'one read model (otherwise all)')
    .option('--at <time>', 'what had happened by then (ISO 8601)')
    .option('--known-at <time>', 'what had been recorded by then (ISO 8601, or a position)');
  withExample(onServerOrFolder(command), 'rapport explain email:ann@example.org lifecycle-position', 'rapport explain user-id:42 --at 2026-03-01')
    .action((customer: string, model: string | undefined, options: ExplainOptions, self: Command) => explain(customer, model, options, contextOf(self)));
}

async function explain(name: string, model: string | undefined, { at, knownAt }: ExplainOptions, context: Context): Promise<void> {
  const { terminal } = context;
  const vantage = { at, knownAt };
  await withTarget(context, async (target) => {
    const { id } = await target.find(customerReference(name), vantage);
    const { readModels, asOf } = await target.customer(id, vantage);
    const chosen = Object.entries(readModels).filter(([each]) => model === undefined || each === model);
    if (chosen.length === 0) throw notFound(model === undefined ? 'a document of that customer, at that moment,' : `a ${model} document of that customer, at that moment,`);
    terminal.say(`customer ${id}, as of ${asOf}`);
    const explanations: Explanation[] = [];
    for (const [readModel, document] of chosen) {
      const explanation = await explanationOf(target, id, readModel, document, asOf, knownAt);
      explanations.push(explanation);
      terminal.say(`\n${explanationText(explanation)}`);
    }
    terminal.result({ customerId: id, asOf, explanations });
  });
}

async function explanationOf(target: Target, id: string, readModel: string, document: JsonObject, asOf: string, knownAt: string | undefined): Promise<Explanation> {
  const { items } = await target.documentHistory(id, readModel, { at: asOf, knownAt });
  const { [REASONS]: reasons } = document;
  return { readModel, version: document['version'], reasons: Array.isArray(reasons) ? (reasons as unknown[]) : [], fields: fieldCauses(items, document, asOf).filter(({ path }) => path !== REASONS) };
}

function explanationText({ readModel, version, reasons, fields }: Explanation): string {
  const because = reasons.map((reason) => `  because ${textOf(reason)}\n`).join('');
  const rows = fields.map(({ path, value, since, event }) => [path, textOf(value), since, event ? `${event.type} @${event.position}` : 'time alone']);
  return `${readModel}, version ${String(version)}\n${because}${tableText(['field', 'value', 'since', 'by'], rows, { widest: 80 })}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
