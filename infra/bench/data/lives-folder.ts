import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbeddedEventLog } from '#event-log/embedded';
import { readTouchpoint } from '#intake/receive';
import { FixedClock } from '#kernel';
import { ProjectionCatalogue } from '#projections';
import { type Delivery, lives } from '#testing/lives';
import type { NewEvent } from '#touchpoints';
import { type Figures, numberOf, type Task, textOf } from '../benchmark';
import { secondsOf } from '../harness/seconds-of';
import { intakeRules, openLog, READ_MODELS, withProjector } from './engines';

/** Read models as they are when only the identities have been folded: where rebuilds begin. */
export const IDENTITIES_ONLY = 'identities-only.db';
/** Written last. */
export const DONE = 'done.json';

/** Events of one customer, roughly: a million are of some 18,000 customers. */
const EVENTS_EACH = 50;
const BATCH = 5_000;

/** Fills `task.folder` with `task.events` events of the generator's lives, and with the read models of a server's first start. Answers the rates of both. */
export async function makeLivesFolder(task: Task): Promise<Figures> {
  const [folder, events] = [textOf(task, 'folder'), numberOf(task, 'events')];
  mkdirSync(folder, { recursive: true });
  const clock = new FixedClock(0);
  const filling = await openLog(folder, 'here', clock);
  const append = await secondsOf(() => fill(filling, clock, events));
  await filling.close();
  const log = await openLog(folder);
  const firstStart = await secondsOf(() => withProjector(log, join(folder, READ_MODELS), (projector) => projector.catchUp()));
  const identities = await secondsOf(() => withProjector(log, join(folder, IDENTITIES_ONLY), (projector) => projector.catchUp(), { catalogue: new ProjectionCatalogue([]) }));
  await log.close();
  const figures = { appendPerSecond: events / append, firstStartPerSecond: events / firstStart, identitiesPerSecond: events / identities };
  writeFileSync(join(folder, DONE), JSON.stringify(figures));
  return figures;
}

async function fill(log: EmbeddedEventLog, clock: FixedClock, events: number): Promise<void> {
  let batch: NewEvent[] = [];
  for (const { touchpoint, deliveredAt } of deliveries(events)) {
    const { event } = readTouchpoint(touchpoint, { receivedAt: deliveredAt, backfill: true }, intakeRules);
    if (!event) throw new Error(`the generator made a touchpoint that intake refuses: ${touchpoint.id}`);
    batch.push(event);
    if (batch.length < BATCH) continue;
    clock.set(deliveredAt);
    await log.append(batch);
    batch = [];
  }
  if (batch.length > 0) await log.append(batch);
}

/** So many deliveries, each of another touchpoint. */
export function deliveries(events: number): Generator<Delivery, void, undefined> {
  return lives({ seed: 1, customers: Math.max(50, Math.ceil(events / EVENTS_EACH)), months: 12, duplicateShare: 0, touchpoints: events });
}
