import type { Command } from 'commander';
import { type PersonTruth, truthOf } from '#testing/lives';
import type { DemoMark } from '../demo/demo-mark';
import { ensureDemo } from '../demo/generate-demo';
import { type CommonOptions, type Context, contextOf, onFolder, wholeNumber, withExample } from '../ui/context';
import { serve } from './serve';

interface DemoOptions extends CommonOptions {
  readonly customers: number;
}

const FOLDER = './data/demo';
const CUSTOMERS = 1_500;
/** The customer of the demo who complains, falls silent and comes back. */
const HERO = 1;

export function demoCommand(program: Command): void {
  const command = program.command('demo')
    .description(`Open a demo company in ${FOLDER}: made on the first start, from a fixed seed and with two years of history up to today, then served`)
    .option('--customers <number>', 'how many, when it is made', wholeNumber(10), CUSTOMERS);
  withExample(onFolder(command), 'rapport demo', 'RAPPORT_PORT=0 rapport demo --customers 200 --data ./data/small')
    .action((options: DemoOptions, self: Command) => demo(options, contextOf(self, { ...process.env, RAPPORT_DATA: process.env['RAPPORT_DATA'] ?? FOLDER })));
}

async function demo({ customers }: DemoOptions, context: Context): Promise<void> {
  const mark = await ensureDemo(context, customers);
  await serve(context, ({ url }) => { context.terminal.say(welcome(mark, url, context.configuration.data)); });
}

function welcome({ company, seed, customers, from, months, until }: DemoMark, url: string, data: string): string {
  const hero = truthOf({ seed, customers, from, months }, HERO);
  const name = `email:${emailOf(hero)}`;
  return `
This is a demo: ${company}, ${customers.toLocaleString('en')} customers who were made up, from ${from} to ${until}, in ${data}. Remove the folder to begin anew.

Three things to try:
  1. open ${url}, look up ${hero.name}, and move back in time: two late parcels, a long silence, and back again
  2. npx rapport history ${name} --url ${url}
  3. npx rapport explain ${name} lifecycle-position --url ${url}

Ctrl-C stops it.`;
}

function emailOf({ identities }: PersonTruth): string {
  return identities.find(({ kind }) => kind === 'email')?.value ?? '';
}
