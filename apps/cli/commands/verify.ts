import type { Command } from 'commander';
import { makeProjector, projectionCatalogue } from '#catalogue';
import { IdentityDirectory } from '#customers/identity';
import { formatPosition, formatTime } from '#kernel';
import { type Engines, openEngines } from '#platform/engines';
import { ProjectionProgress } from '../target/projection-progress';
import { type CommonOptions, type Context, contextOf, onFolder, wholeNumber, withExample } from '../ui/context';
import { countOf, durationText } from '../ui/figures';
import { Unsuccessful } from '../ui/outcome';
import { type Finding, Findings } from '../verify/finding';
import { type VerifiedDocuments, verifyDocuments } from '../verify/verify-documents';
import { verifyIdentities } from '../verify/verify-identities';

interface VerifyOptions extends CommonOptions {
  readonly sample?: number;
}

/** Differences that are shown. */
const SHOWN = 20;

export function verifyCommand(program: Command): void {
  const command = program.command('verify')
    .description('Prove the law over the stored log: fold every customer from the first event and hold it against every read model that is served')
    .option('--sample <customers>', 'only so many customers, spread over all, and not who is who', wholeNumber(1));
  withExample(onFolder(command), 'RAPPORT_DATA=./data/shop rapport verify', 'rapport backup ./copy && rapport restore ./copy --data ./check && rapport verify --data ./check   # of a running server')
    .action((options: VerifyOptions, self: Command) => verify(options, contextOf(self)));
}

async function verify({ sample }: VerifyOptions, context: Context): Promise<void> {
  const engines = await openEngines(context.configuration, { use: 'command' });
  try {
    const begun = Date.now();
    const { position, found, findings } = await proof(engines, sample, context);
    report(found, findings, { position, seconds: (Date.now() - begun) / 1_000 }, context);
  } finally {
    await engines.close();
  }
}

async function proof(engines: Engines, sample: number | undefined, context: Context): Promise<{ position: bigint; found: VerifiedDocuments; findings: Findings }> {
  const { log, store, clock, identities } = engines;
  const { terminal, interruption } = context;
  const catalogue = projectionCatalogue();
  const progress = new ProjectionProgress(context);
  const projector = makeProjector({ log, store, clock, identities, catalogue, report: (status) => { progress.show(status); } });
  progress.begin(await log.head());
  await projector.catchUp((status) => { progress.show(status); });
  progress.end();

  const position = BigInt(projector.status().position);
  const findings = new Findings(SHOWN);
  if (sample === undefined) {
    const folding = terminal.progress('who is who', 'events');
    await verifyIdentities({ log, store, identities, findings, position, seen: (count, of) => {
      interruption.check();
      folding.update({ count, fraction: count / Math.max(1, Number(of)) });
    } });
    folding.done();
  }
  const verifying = terminal.progress('folding from the first event', 'customers');
  const found = await verifyDocuments({ log, store, clock, catalogue, directory: new IdentityDirectory(store, identities), findings }, { position, sample, seen: (count, of) => {
    interruption.check();
    verifying.update({ count, fraction: of > 0 ? count / of : undefined });
  } });
  verifying.done();
  return { position, found, findings };
}

/** @throws Unsuccessful where anything differs */
function report({ customers, documents, readModels, parked, digest, asOf }: VerifiedDocuments, { count, first }: Findings, { position, seconds }: { readonly position: bigint; readonly seconds: number }, { terminal }: Context): void {
  terminal.say(`${countOf(customers, 'customer')}, ${countOf(documents, 'document')} in ${countOf(readModels, 'read model')}, folded from the first event in ${durationText(seconds)}`);
  terminal.say(count === 0 ? 'all are as they are stored: the law holds' : `${countOf(count, 'difference')} between the log and what is stored`);
  for (const finding of first) terminal.say(findingText(finding));
  if (count > first.length) terminal.say(`… and ${countOf(count - first.length, 'more')}`.replace(/mores$/, 'more'));
  if (count > 0) terminal.say('rapport rebuild folds the read models anew from the log');
  if (parked > 0) terminal.say(`${countOf(parked, 'document')} set aside: an event could not be folded; GET /v1/projections/{name}/parked says which`);
  terminal.say(`digest ${digest}, position ${formatPosition(position)}, as of ${formatTime(asOf)}`);
  terminal.result({ holds: count === 0, customers, documents, readModels, parked, differences: count, findings: first, digest, position: formatPosition(position), asOf: formatTime(asOf), seconds });
  if (count > 0) throw new Unsuccessful();
}

function findingText({ readModel, key, where, changes }: Finding): string {
  const shown = changes.slice(0, 3).map(({ path, before, after }) => `${path} is ${JSON.stringify(after)}, by the log ${JSON.stringify(before)}`);
  return `  ${readModel} of ${key}, as ${where}: ${shown.length > 0 ? shown.join('; ') : 'the same in another order'}${changes.length > shown.length ? '; …' : ''}`;
}
