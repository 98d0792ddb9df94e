import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  readonly names: readonly string[];
  readonly events: number;
  readonly rounds: number;
  readonly json: boolean;
  readonly large: boolean;
  /** All benchmarks at full size: what is committed. */
  readonly whole: boolean;
  /** What was measured takes the place of its rows in what is committed. */
  readonly renew: boolean;
  readonly help: boolean;
  /** Where data is made. */
  readonly data: string;
  /** Leaves what was made there, for the next run. */
  readonly keep: boolean;
}

export const USAGE = `Usage: npm run bench -- [names…] [options]

  --events <n>   events of the large data folder (1000000)
  --rounds <n>   how often each side is measured, odd (3)
  --quick        a look: 50,000 events, one round
  --large        also what takes many minutes and gigabytes: ten million events
  --data <path>  where data is made (${join(tmpdir(), 'rapport-bench')})
  --keep         leave what was made there for the next run
  --renew        write what was measured over its rows of docs/benchmarks/results.json
  --json         one JSON document instead of the table

A run of everything at full size writes docs/benchmarks/results.json, and the table in docs/benchmarks.md from it.`;

const FULL = { events: 1_000_000, rounds: 3 };
const QUICK = { events: 50_000, rounds: 1 };

/** Reads the command line; answers what is wrong with it otherwise. */
export function readOptions(words: readonly string[], known: readonly string[]): Options | { readonly fault: string } {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words], allowPositionals: true,
      options: { events: { type: 'string' }, rounds: { type: 'string' }, data: { type: 'string' }, json: { type: 'boolean' }, large: { type: 'boolean' }, renew: { type: 'boolean' }, quick: { type: 'boolean' }, keep: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
  const { positionals: names, values } = parsed;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) return { fault: `there is no benchmark ${unknown}; there are ${known.join(', ')}` };
  const fallback = values.quick === true ? QUICK : FULL;
  const [events, rounds] = [Number(values.events ?? fallback.events), Number(values.rounds ?? fallback.rounds)];
  if (!Number.isSafeInteger(events) || events < 1_000) return { fault: '--events must be a whole number from 1000' };
  if (!Number.isSafeInteger(rounds) || rounds < 1) return { fault: '--rounds must be a whole number from 1' };
  const renew = values.renew === true;
  if (renew && (events < FULL.events || rounds < FULL.rounds)) return { fault: '--renew is for measurements at full size' };
  const whole = names.length === 0 && events >= FULL.events && rounds >= FULL.rounds;
  return { names, events, rounds, whole, renew, json: values.json === true, large: values.large === true, help: values.help === true, data: values.data ?? join(tmpdir(), 'rapport-bench'), keep: values.keep === true };
}
