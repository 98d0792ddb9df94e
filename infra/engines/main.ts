import { parseArgs } from 'node:util';
import { type EngineCluster } from './engine-cluster';
import { eventStoreDbAnswers } from './event-store-db';
import { engineHere, knownEngine, LOCAL_ENGINES, type LocalEngine, type Size } from './local-engines';
import { type Address, exportLines } from './export-lines';

const USAGE = `npm run engines -- up|down|status|reset [kafka] [mongodb] [eventstoredb] [--cluster] [--tests]

  up      fetches what is missing, starts what does not run, waits until it answers, prints the variables to set
  down    ends what runs; what it holds stays
  status  says what runs, and where
  reset   ends it and takes away what it holds

  --cluster  three brokers, a replica set of three, instead of one of each
  --tests    up prints the variables by which tests find the engines: eval "$(npm run --silent engines -- up --tests)"

Data, logs and pidfiles lie in .engines/. Without a name: kafka and mongodb.`;

const SIZES: readonly Size[] = [1, 3];
type Options = { readonly engines: readonly LocalEngine[]; readonly eventStoreDb: boolean; readonly size: Size; readonly tests: boolean };
type Verb = (options: Options) => Promise<number>;
const VERBS: Readonly<Record<string, Verb>> = { up, down, status, reset };

/** Answers with the exit code. What is to be evaluated by a shell goes to standard output, all else to standard error. */
export async function main(words: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: { cluster: { type: 'boolean', default: false }, tests: { type: 'boolean', default: false } } });
    const [word = '', ...names] = positionals;
    const verb = VERBS[word];
    const unknown = names.find((name) => name !== 'eventstoredb' && !isLocal(name));
    if (verb === undefined || unknown !== undefined) {
      console.error(USAGE);
      return 2;
    }
    const engines = names.length === 0 ? LOCAL_ENGINES : names.filter(isLocal);
    return await verb({ engines, eventStoreDb: names.includes('eventstoredb'), size: values.cluster ? 3 : 1, tests: values.tests });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

async function up({ engines, eventStoreDb, size, tests }: Options): Promise<number> {
  const addresses: Address[] = [];
  for (const engine of engines) {
    const cluster = await engineHere(engine, size);
    const [from, running] = [Date.now(), cluster.running()];
    await cluster.start();
    const done = running === size ? 'was up' : `is up after ${((Date.now() - from) / 1000).toFixed(1)} s`;
    console.error(`${cluster.title} ${done} at ${cluster.address}`);
    addresses.push({ engine, address: cluster.address });
  }
  if (eventStoreDb) addresses.push({ engine: 'eventstoredb', address: await eventStoreDbAnswers() });
  console.log(exportLines(addresses, tests).join('\n'));
  return 0;
}

async function down({ engines }: Options): Promise<number> {
  for (const cluster of known(engines)) {
    if (cluster.running() === 0) continue;
    await cluster.stop();
    console.error(`${cluster.title} is down`);
  }
  return 0;
}

function status({ engines }: Options): Promise<number> {
  const clusters = known(engines);
  for (const cluster of clusters) console.log(`${cluster.title.padEnd(8)} ${cluster.running()} of ${cluster.nodes.length} up  ${cluster.address}  ${cluster.folder}`);
  if (clusters.length === 0) console.log('nothing was brought up in this checkout');
  return Promise.resolve(0);
}

async function reset({ engines }: Options): Promise<number> {
  for (const cluster of known(engines)) {
    await cluster.remove();
    console.error(`${cluster.title} is down, and what it held is gone`);
  }
  return 0;
}

/** Single servers and clusters that were brought up in this checkout. */
function known(engines: readonly LocalEngine[]): EngineCluster[] {
  return engines.flatMap((engine) => SIZES.map((size) => knownEngine(engine, size))).filter((cluster) => cluster !== undefined);
}

function isLocal(name: string): name is LocalEngine {
  return LOCAL_ENGINES.some((engine) => engine === name);
}
