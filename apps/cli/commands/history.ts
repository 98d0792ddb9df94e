import type { Command } from 'commander';
import type { DocumentHistory } from '#customers';
import { isRapportError } from '#kernel';
import type { VantageQuery } from '#projections';
import { customerReference } from '../target/customer-reference';
import { withTarget } from '../target/open-target';
import type { FoundCustomer, Target, WireEvent } from '../target/target';
import { type CommonOptions, type Context, contextOf, onServerOrFolder, withExample } from '../ui/context';
import { eventLine } from '../ui/event-line';
import { countOf } from '../ui/figures';

interface HistoryOptions extends CommonOptions {
  readonly at?: string;
  readonly knownAt?: string;
}

/** A step in the customer's life, and what led to it; null: time alone. */
export interface StageChange {
  readonly at: string;
  readonly stage: string;
  readonly previousStage: string | null;
  readonly event: DocumentHistory['items'][number]['event'];
}

const LIFECYCLE = 'lifecycle-position';

export function historyCommand(program: Command): void {
  const command = program.command('history')
    .description('Tell a customer\'s history: every touch on every channel, oldest first, and the stages between')
    .argument('<customer>', 'an id, or one of the identities as kind:value')
    .option('--at <time>', 'what had happened by then (ISO 8601)')
    .option('--known-at <time>', 'what had been recorded by then (ISO 8601, or a position)');
  withExample(onServerOrFolder(command), 'rapport history email:ann@example.org', 'rapport history user-id:42 --at 2026-03-01 --json')
    .action((customer: string, options: HistoryOptions, self: Command) => history(customer, options, contextOf(self)));
}

async function history(name: string, { at, knownAt }: HistoryOptions, context: Context): Promise<void> {
  const { terminal } = context;
  const vantage = { at, knownAt };
  await withTarget(context, async (target) => {
    const customer = await target.find(customerReference(name), vantage);
    const pages: (readonly WireEvent[])[] = [];
    for await (const page of target.timeline(customer.id, vantage)) pages.push(page);
    const events = pages.flat().reverse();
    const stages = await stageChanges(target, customer.id, vantage);
    terminal.say(headline(customer, events));
    const left = [...stages];
    for (const event of events) {
      while (left[0] && left[0].at < event.occurredAt) terminal.say(stageLine(left.shift()));
      terminal.say(eventLine(event));
      while (left[0] && left[0].event?.position === event.position) terminal.say(stageLine(left.shift()));
    }
    for (const stage of left) terminal.say(stageLine(stage));
    terminal.result({ customerId: customer.id, ...(customer.aliasOf === undefined ? {} : { aliasOf: customer.aliasOf }), identities: customer.identities, stages, events });
  });
}

async function stageChanges(target: Target, id: string, vantage: VantageQuery): Promise<StageChange[]> {
  const { items } = await target.documentHistory(id, LIFECYCLE, vantage).catch((error: unknown) => {
    // A server may serve other read models than this program knows.
    if (isRapportError(error) && error.code === 'RAPPORT_NOT_FOUND') return { items: [] };
    throw error;
  });
  const changes: StageChange[] = [];
  for (const { document, event, at } of items) {
    const stage = String(document['stage']);
    const previous = changes.at(-1)?.stage ?? null;
    if (stage !== previous) changes.push({ at, stage, previousStage: previous, event });
  }
  return changes;
}

function headline({ id, aliasOf, identities }: FoundCustomer, events: readonly WireEvent[]): string {
  const names = identities.map(({ kind, value }) => `${kind}:${value}`).join(', ');
  return `customer ${id}${aliasOf === undefined ? '' : ` (asked for as ${aliasOf})`}\n${names}\n${countOf(events.length, 'touch', 'touches')}\n`;
}

function stageLine(change: StageChange | undefined): string {
  if (!change) return '';
  return `${change.at}  ── ${change.stage}${change.previousStage === null ? '' : `, before ${change.previousStage}`}${change.event ? '' : ', by time alone'}`;
}
