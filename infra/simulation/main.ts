import { Random } from '#testing/lives';
import { fetchesPerEvent } from './identity-memory';
import { heaviestCustomer, partitionShares } from './partition-shares';
import { PLAN } from './plan';
import { type Scenario, simulateProjectors, sustainable } from './projectors';
import { rebuildHours } from './rebuild-hours';

const SKEWS = [0.6, 0.8, 1];
const [seed] = process.argv.slice(2).map(Number);
const SEED = seed ?? 1;
const AVERAGE = PLAN.events / (PLAN.years * 365.25 * 86_400);
/** The plan's average ten times over, and twenty times that for half an hour of a campaign: events per second. */
const [USUAL, CAMPAIGN] = [10 * AVERAGE, 200 * AVERAGE];

let draws = 0;
/** A source of chance for one question, so that questions do not change each other's answers. */
const random = (): Random => new Random(SEED, (draws += 1));
const say = (...lines: string[]): void => { console.log(lines.join('\n')); };
const cells = (values: readonly (string | number)[], widths: readonly number[]): string => values.map((value, index) => String(value).padStart(widths[index] ?? 10)).join('').trimEnd();
const fixed = (value: number, digits = 1): string => value.toFixed(digits);
const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

say(`seed ${SEED}: ${whole(PLAN.events)} events of ${whole(PLAN.customers)} customers; on average ${fixed(AVERAGE)} a second over ${PLAN.years} years`);

say('', 'Skew: the heaviest partition against the mean', cells(['skew', 'top customer', '8', '32', '128', '256'], [6, 16, 8, 8, 8, 8]));
for (const skew of SKEWS) {
  const ratios = [8, 32, 128, 256].map((partitions) => fixed(Math.max(...partitionShares(random(), partitions, PLAN.customers, skew)) * partitions, 2));
  say(cells([skew, `${fixed(100 * heaviestCustomer(PLAN.customers, skew), 3)} %`, ...ratios], [6, 16, 8, 8, 8, 8]));
}

const even = partitionShares(random(), 32, PLAN.customers, 0.8);
say('', 'Live: events a second that projectors keep up with (32 partitions, skew 0.8)', cells(['projectors', 'events/s'], [10, 12]));
for (const projectors of [1, 2, 4, 8, 16, 32]) say(cells([projectors, whole(sustainable(even, projectors))], [10, 12]));

say('', `Live for eight hours at ${whole(USUAL)} a second, ${whole(CAMPAIGN)} for half an hour; lag of the slowest partition in seconds`, cells(['', 'kills', 'moves', 'median', 'p99', 'max', 'busiest', 'behind'], [34, 7, 7, 8, 8, 8, 9, 8]));
const day = (rate: number) => (second: number): number => (second >= 7_200 && second < 9_000 ? rate : USUAL);
const scenarios: readonly (readonly [name: string, Scenario])[] = [
  ['2 projectors, 8 partitions', { projectors: 2, shares: partitionShares(random(), 8, PLAN.customers, 0.8), seconds: 28_800, rate: day(CAMPAIGN), killEvery: Infinity }],
  ['the same, one killed every 10 min', { projectors: 2, shares: partitionShares(random(), 8, PLAN.customers, 0.8), seconds: 28_800, rate: day(CAMPAIGN), killEvery: 600 }],
  ['4, 32 partitions, killed as often', { projectors: 4, shares: even, seconds: 28_800, rate: day(CAMPAIGN), killEvery: 600 }],
  ['the same, skew 1: a hot partition', { projectors: 4, shares: partitionShares(random(), 32, PLAN.customers, 1), seconds: 28_800, rate: day(CAMPAIGN), killEvery: 600 }],
  ['2, a campaign of 4 times that', { projectors: 2, shares: partitionShares(random(), 8, PLAN.customers, 0.8), seconds: 28_800, rate: day(4 * CAMPAIGN), killEvery: 600 }],
  ['8, a campaign of 4 times that', { projectors: 8, shares: even, seconds: 28_800, rate: day(4 * CAMPAIGN), killEvery: 600 }],
];
for (const [name, scenario] of scenarios) {
  const { kills, moves, lagMedian, lagP99, lagMax, busiest, behind } = simulateProjectors(random(), scenario);
  say(cells([name, kills, moves, lagMedian, lagP99, lagMax, `${fixed(100 * busiest)} %`, whole(behind)], [34, 7, 7, 8, 8, 8, 9, 8]));
}

say('', 'Rebuild of everything, in hours (skew 0.8)', cells(['readers', 'cores', 'partitions', 'read', 'fold', 'write', 'total', 'efficiency'], [8, 7, 12, 8, 8, 8, 8, 12]));
for (const [readers, cores, partitions] of [[1, 2, 8], [1, 8, 8], [2, 8, 32], [4, 16, 32], [4, 16, 128], [8, 32, 256]] as const) {
  const { read, fold, write, total, efficiency } = rebuildHours(partitionShares(random(), partitions, PLAN.customers, 0.8), { readers, cores, connections: Math.max(1, cores / 4) });
  say(cells([readers, cores, partitions, fixed(read), fixed(fold), fixed(write), fixed(total), `${fixed(100 * efficiency)} %`], [8, 7, 12, 8, 8, 8, 8, 12]));
}

say('', 'Identity: documents fetched per event, 30,000 kept in memory', cells(['skew', 'fetched'], [6, 10]));
for (const skew of SKEWS) say(cells([skew, fixed(fetchesPerEvent(random(), { events: 1_000_000, customers: PLAN.customers, skew, batch: 500 }), 2)], [6, 10]));
