import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbeddedEventLog } from '#event-log/embedded';
import { readTouchpoint } from '#intake/receive';
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

/** Fills `task.folder` with `task.events` events of the generator's lives and who they are, and with the read models of a server's first start where `task.started` says so. Answers the rates. */
export async function makeLivesFolder(task: Task): Promise<Figures> {
  const [folder, events] = [textOf(task, 'folder'), numberOf(task, 'events')];
  mkdirSync(folder, { recursive: true });
  const filling = await openLog(folder, 'thread');
  const append = await secondsOf(() => fill(filling, events));
  await filling.close();
  const log = await openLog(folder);
  const identities = await secondsOf(() => withProjector(log, join(folder, IDENTITIES_ONLY), (projector) => projector.catchUp(), { catalogue: new ProjectionCatalogue([]) }));
  const firstStart = task['started'] === true ? { firstStartPerSecond: events / (await secondsOf(() => withProjector(log, join(folder, READ_MODELS), (projector) => projector.catchUp()))) } : {};
  await log.close();
  const figures = { appendPerSecond: events / append, identitiesPerSecond: events / identities, ...firstStart };
  writeFileSync(join(folder, DONE), JSON.stringify(figures));
  return figures;
}

/** One batch is written while the next is made. */
async function fill(log: EmbeddedEventLog, events: number): Promise<void> {
  let batch: NewEvent[] = [];
  let writing: Promise<unknown> | undefined;
  const write = async (): Promise<void> => {
    await writing;
    writing = log.append(batch, { recordedAt: batch.map(({ receivedAt }) => receivedAt) });
    batch = [];
  };
  for (const { touchpoint, deliveredAt } of deliveries(events)) {
    const { event } = readTouchpoint(touchpoint, { receivedAt: deliveredAt, backfill: true }, intakeRules);
    if (!event) throw new Error(`the generator made a touchpoint that intake refuses: ${touchpoint.id}`);
    batch.push(event);
    if (batch.length >= BATCH) await write();
  }
  await write();
  await writing;
}

/** So many deliveries, each of another touchpoint. */
export function deliveries(events: number): Generator<Delivery, void, undefined> {
  return lives({ seed: 1, customers: Math.max(50, Math.ceil(events / EVENTS_EACH)), months: 12, duplicateShare: 0, touchpoints: events });
}
