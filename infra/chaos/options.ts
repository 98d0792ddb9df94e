import { parseArgs } from 'node:util';
import { type Profile, PROFILES } from './plan/profile';

export interface Options {
  /** Of the first run; each further one has the next. */
  readonly seed: number;
  readonly runs: number;
  readonly profile: Profile;
  /** No further run begins after so many seconds. */
  readonly within: number;
  /** It is a failure where fewer are done within that time. */
  readonly least: number;
  readonly help: boolean;
}

export const USAGE = `Usage: npm run chaos -- [options]

  --seed <n>       of the first run (1); each further run has the next
  --runs <n>       how many (10)
  --profile <p>    embedded: one process (default); engines: EventStoreDB, MongoDB, Kafka and three processes; cluster: the same on three nodes each
  --cluster        the same as --profile cluster
  --within <s>     no further run begins after so many seconds
  --least <n>      with --within: fails where fewer runs are done (1)`;

/** Reads the command line; answers what is wrong with it otherwise. */
export function readOptions(words: readonly string[]): Options | { readonly fault: string } {
  let values;
  try {
    ({ values } = parseArgs({ args: [...words], options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '10' }, profile: { type: 'string', default: 'embedded' }, cluster: { type: 'boolean', default: false }, within: { type: 'string', default: '86400' }, least: { type: 'string', default: '1' }, help: { type: 'boolean', short: 'h', default: false } } }));
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
  const [seed, runs, within, least] = [Number(values.seed), Number(values.runs), Number(values.within), Number(values.least)];
  const name = values.cluster ? 'cluster' : values.profile;
  const profile = Object.values(PROFILES).find((each) => each.name === name);
  if (!profile) return { fault: `there is no profile ${name}; there are ${Object.keys(PROFILES).join(', ')}` };
  if (!Number.isSafeInteger(seed) || seed < 0) return { fault: '--seed must be a whole number from 0' };
  if (!Number.isSafeInteger(runs) || runs < 1) return { fault: '--runs must be a whole number from 1' };
  if (!(within > 0)) return { fault: '--within must be a number of seconds above 0' };
  if (!Number.isSafeInteger(least) || least < 1 || least > runs) return { fault: '--least must be a whole number from 1 to that of --runs' };
  return { seed, runs, profile, within, least, help: values.help };
}
