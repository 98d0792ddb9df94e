import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { projectionCatalogue } from '#catalogue';
import { IdentityDirectory } from '#customers/identity';
import { formatPosition, formatTime, type Moment, parseTime, RapportError, systemClock } from '#kernel';
import { collectGarbage, type Engines, openEngines } from '#platform/engines';
import { foldAll } from '../target/fold-all';
import { withTarget } from '../target/open-target';
import { type CommonOptions, type Context, contextOf, onFolder, wholeNumber, withExample } from '../ui/context';
import { countOf, durationText } from '../ui/figures';
import { Unsuccessful } from '../ui/outcome';
import type { Terminal } from '../ui/terminal';
import { compareInstallations, type ComparedInstallations } from '../verify/compare-installations';
import { type Finding, Findings } from '../verify/finding';
import { type VerifiedDocuments, verifyDocuments } from '../verify/verify-documents';
import { verifyIdentities } from '../verify/verify-identities';

interface VerifyOptions extends CommonOptions {
  readonly sample?: number;
  readonly at?: Moment;
  readonly against?: string;
}

/** Differences that are shown. */
const SHOWN = 20;
/** So many of them after which memory is tidied. */
const TIDY = { events: 50_000, documents: 10_000, customers: 1_000 } as const;

export function verifyCommand(program: Command): void {
  const command = program.command('verify')
    .description('Prove the law over the stored log: fold every customer from the first event and hold it against every read model that is served')
    .option('--at <time>', 'the digest, and what --against compares, as of that moment (ISO 8601)', moment)
    .option('--against <installation>', 'compare with the read models of another: the address of its server, or its data folder')
    .option('--sample <customers>', 'only so many customers, spread over all, and not who is who', wholeNumber(1));
  withExample(onFolder(command), 'RAPPORT_DATA=./data/shop rapport verify', 'rapport backup ./copy && rapport restore ./copy --data ./check && rapport verify --data ./check   # of a running server', 'rapport verify --against http://127.0.0.1:3000 --at 2026-03-01')
    .action((options: VerifyOptions, self: Command) => verify(options, contextOf(self)));
}

async function verify({ sample, at, against }: VerifyOptions, context: Context): Promise<void> {
  const engines = await openEngines(context.configuration, { use: 'command' });
  const begun = Date.now();
  let proven: Awaited<ReturnType<typeof proof>>;
  try {
    proven = await proof(engines, sample, at, context);
  } finally {
    await engines.close();
  }
  const compared = against === undefined ? undefined : await compare(against, at ?? systemClock.now(), context);
  report(proven.found, proven.findings, { position: proven.position, seconds: (Date.now() - begun) / 1_000, compared }, context);
}

interface Compared extends ComparedInstallations {
  readonly against: string;
  readonly at: Moment;
}

async function compare(against: string, at: Moment, context: Context): Promise<Compared> {
  const { terminal, interruption, configuration } = context;
  const isServer = /^https?:/.test(against);
  if (!isServer && !existsSync(join(against, 'events.db'))) throw new RapportError('RAPPORT_BAD_FILE', `there is no log in ${against}`);
  const elsewhere: Context = isServer ? { ...context, url: against.replace(/\/+$/, '') } : { ...context, configuration: { ...configuration, data: against, eventLog: 'embedded', readModels: 'embedded' } };
  const catalogue = projectionCatalogue();
  const leftOut = new Set(catalogue.names().filter((name) => catalogue.get(name)?.reference !== undefined));
  const progress = terminal.progress(`comparing with ${against}`, 'customers');
  let compared: Compared | undefined;
  await withTarget(context, (here) => withTarget(elsewhere, async (there) => {
    compared = { against, at, ...(await compareInstallations({ here, there, at, leftOut, most: SHOWN, seen: (count) => {
      interruption.check();
      progress.update({ count, fraction: undefined });
    } })) };
  }));
  progress.done();
  if (!compared) throw new Error('nothing was compared');
  return compared;
}

function sayCompared({ against, at, customers, differing, first }: Compared, terminal: Terminal): void {
  terminal.say(differing === 0 ? `${countOf(customers, 'customer')} as of ${formatTime(at)}: the same in ${against}` : `${differing.toLocaleString('en')} of ${countOf(customers, 'customer')} are not the same in ${against}, as of ${formatTime(at)}`);
  for (const { customerId, changes } of first) terminal.say(`  ${customerId}: ${changes.slice(0, 3).map(({ path, before, after }) => `${path === '' ? 'the customer' : path} is ${shown(before)} here, ${shown(after)} there`).join('; ')}${changes.length > 3 ? '; …' : ''}`);
}

function shown(value: unknown): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function moment(text: string): Moment {
  try {
    return parseTime(text);
  } catch {
    throw new InvalidArgumentError('It must be a time in ISO 8601, as 2026-03-01 or 2026-03-01T10:00:00Z.');
  }
}

async function proof(engines: Engines, sample: number | undefined, at: Moment | undefined, context: Context): Promise<{ position: bigint; found: VerifiedDocuments; findings: Findings }> {
  const { log, store, clock, identities } = engines;
  const { terminal, interruption } = context;
  const catalogue = projectionCatalogue();
  const position = await foldAll(engines, catalogue, context);
  const findings = new Findings(SHOWN);
  if (sample === undefined) {
    const folding = terminal.progress('who is who', 'events');
    const tidy = tidyEvery(TIDY.events);
    await verifyIdentities({ log, store, identities, findings, position, compared: tidyEvery(TIDY.documents), seen: (count, of) => {
      interruption.check();
      tidy(count);
      folding.update({ count, fraction: count / Math.max(1, Number(of)) });
    } });
    folding.done();
  }
  const verifying = terminal.progress('folding from the first event', 'customers');
  const tidy = tidyEvery(TIDY.customers);
  const found = await verifyDocuments({ log, store, clock, catalogue, directory: new IdentityDirectory(store, identities), findings }, { position, sample, digestAt: at, seen: (count, of) => {
    interruption.check();
    tidy(count);
    verifying.update({ count, fraction: of > 0 ? count / of : undefined });
  } });
  verifying.done();
  return { position, found, findings };
}

/** Memory that stays flat: while it works the engine lets its heap grow to several times what is in use. */
function tidyEvery(step: number): (count: number) => void {
  let next = step;
  return (count) => {
    if (count < next) return;
    next = count + step;
    collectGarbage();
  };
}

/** @throws Unsuccessful where anything differs */
function report({ customers, documents, readModels, parked, digest, asOf }: VerifiedDocuments, { count, first }: Findings, { position, seconds, compared }: { readonly position: bigint; readonly seconds: number; readonly compared: Compared | undefined }, { terminal }: Context): void {
  terminal.say(`${countOf(customers, 'customer')}, ${countOf(documents, 'document')} in ${countOf(readModels, 'read model')}, folded from the first event in ${durationText(seconds)}`);
  terminal.say(count === 0 ? 'all are as they are stored: the law holds' : `${countOf(count, 'difference')} between the log and what is stored`);
  for (const finding of first) terminal.say(findingText(finding));
  if (count > first.length) terminal.say(`… and ${countOf(count - first.length, 'more')}`.replace(/mores$/, 'more'));
  if (count > 0) terminal.say('rapport rebuild folds the read models anew from the log');
  if (parked > 0) terminal.say(`${countOf(parked, 'document')} set aside: an event could not be folded; GET /v1/projections/{name}/parked says which`);
  terminal.say(`digest ${digest}, position ${formatPosition(position)}, as of ${formatTime(asOf)}`);
  if (compared) sayCompared(compared, terminal);
  terminal.result({ holds: count === 0, customers, documents, readModels, parked, differences: count, findings: first, digest, position: formatPosition(position), asOf: formatTime(asOf), ...(compared ? { against: { ...compared, at: formatTime(compared.at) } } : {}), seconds });
  if (count > 0 || (compared?.differing ?? 0) > 0) throw new Unsuccessful();
}

function findingText({ readModel, key, where, changes }: Finding): string {
  const shown = changes.slice(0, 3).map(({ path, before, after }) => `${path} is ${JSON.stringify(after)}, by the log ${JSON.stringify(before)}`);
  return `  ${readModel} of ${key}, as ${where}: ${shown.length > 0 ? shown.join('; ') : 'the same in another order'}${changes.length > shown.length ? '; …' : ''}`;
}
