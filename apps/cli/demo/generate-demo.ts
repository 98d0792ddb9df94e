import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectionCatalogue } from '#catalogue';
import { Intake } from '#intake/receive';
import { DAY, FixedClock, formatTime, HOUR, type Moment, parseTime, RapportError, VirtualClock } from '#kernel';
import { type Engines, openEngines } from '#platform/engines';
import { type Delivery, lives } from '#testing/lives';
import { TouchpointCheck } from '#touchpoints';
import { foldAll } from '../target/fold-all';
import type { Context } from '../ui/context';
import { firstDay } from './first-day';
import { type DemoMark, readMark, writeMark } from './demo-mark';

export const DEMO = { demo: true, company: 'Leaf & Ladle', seed: 1, months: 24 } as const;

/** What is received within this time is one commit, and is recorded at its end. */
const COMMIT_EVERY = 6 * HOUR;
const LARGEST_COMMIT = 1_000;
const RESUME = 'start it again and it goes on from there';

/**
 * Makes the demo company's two years up to this morning, unless they are there: through the intake, each touchpoint received and recorded at its own time, so that one can
 * ask the demo what was known when. One that was interrupted is gone through again from the beginning: what is in the log already is a duplicate.
 * @throws RAPPORT_BAD_FILE for a folder that holds data but no demo
 */
export async function ensureDemo(context: Context, customers: number): Promise<DemoMark> {
  const { data } = context.configuration;
  const known = readMark(data);
  if (known?.complete === true) return known;
  if (!known && existsSync(join(data, 'events.db'))) throw new RapportError('RAPPORT_BAD_FILE', `${data} holds data of your own: \`rapport serve\` serves it; the demo needs a folder to itself, see --data`);
  const today = formatTime(Math.floor(Date.now() / DAY) * DAY).slice(0, 10);
  const mark: DemoMark = known ?? { ...DEMO, customers, from: firstDay(parseTime(today), DEMO.months), until: today, complete: false };
  const engines = await openEngines({ ...context.configuration, clock: 'virtual' }, { use: 'command' });
  try {
    writeMark(data, mark);
    await tellLives(engines, mark, context);
    // The read models before the server, so that it is ready as soon as it listens.
    await foldAll(engines, projectionCatalogue(), context);
    writeMark(data, { ...mark, complete: true });
  } finally {
    await engines.close();
  }
  return { ...mark, complete: true };
}

async function tellLives(engines: Engines, { seed, customers, from, until, months }: DemoMark, { terminal, interruption }: Context): Promise<void> {
  const { log, clock, types, identities } = engines;
  const received = new FixedClock(0);
  const intake = new Intake(log, received, { types, identities, check: new TouchpointCheck(types) });
  const [begin, end] = [parseTime(from), parseTime(until)];
  const progress = terminal.progress('making the demo company', 'touchpoints');
  let count = 0;
  for (const batch of commits(lives({ seed, customers, from, months }), end)) {
    if (clock instanceof VirtualClock) clock.set(batch.at(-1)?.deliveredAt ?? end);
    await Promise.all(batch.map(({ touchpoint, deliveredAt }) => {
      received.set(deliveredAt);
      return intake.receive([{ value: touchpoint }]);
    }));
    count += batch.length;
    progress.update({ count, fraction: ((batch.at(-1)?.deliveredAt ?? end) - begin) / (end - begin) });
    interruption.check(RESUME);
  }
  progress.done();
  if (clock instanceof VirtualClock) clock.shiftBy(0);
}

/** Deliveries in the order of receipt, by what is committed together. */
function* commits(deliveries: Iterable<Delivery>, end: Moment): Generator<readonly Delivery[]> {
  let batch: Delivery[] = [];
  for (const delivery of deliveries) {
    if (delivery.deliveredAt >= end) break;
    const [first] = batch;
    if (first && (delivery.deliveredAt - first.deliveredAt > COMMIT_EVERY || batch.length === LARGEST_COMMIT)) {
      yield batch;
      batch = [];
    }
    batch.push(delivery);
  }
  if (batch.length > 0) yield batch;
}
