import { join } from 'node:path';
import { projectionCatalogue } from '#catalogue';
import { HOUR, MINUTE } from '#kernel';
import { ProjectionCatalogue } from '#projections';
import { type NewEvent, streamOf } from '#touchpoints';
import { type Benchmark, type Figures, figure, numberOf, type Row, type Task, textOf } from './benchmark';
import { openLog, READ_MODELS, withProjector } from './data/engines';
import { sessions } from './data/sessions.projection';
import { rate } from './harness/report';
import { secondsOf } from './harness/seconds-of';

const TOUCHES = 100_000;
/** Folded together: a fifth of a second of arrivals at the rate that is asked for. */
const BATCH = 200;
const LATE_SHARE = 0.2;
const LATEST = 24 * HOUR;
/** Between two touches: a thousand a day. */
const PAUSE = 1.44 * MINUTE;
const BAR = { kind: 'at least', value: 1_000 } as const;

/** One customer of 100,000 touchpoints, a fifth of them up to a day late, folded live; against the same in the order in which they happened. */
export const late: Benchmark = {
  name: 'late',
  summary: 'Live batches of one customer with 100,000 touchpoints, a fifth of them hours late',
  sides: { late: (task) => fold(task, true), ordered: (task) => fold(task, false) },
  run: async (bench) => {
    const rows: Row[] = [];
    for (const [folds, what] of [['catalogue', 'the catalogue, whose folds need no order'], ['sessions', 'a fold to which order matters']] as const) {
      const { late: own, ordered } = await bench.alternate(['late', 'ordered'], { folds, touches: Math.min(bench.events, TOUCHES) });
      const [with_, without] = [figure(own, 'perSecond'), figure(ordered, 'perSecond')];
      rows.push({ what, measured: with_, unit: '/s', bar: BAR, detail: `in order ${rate(without)}/s: late costs ${(without / with_).toFixed(1)} times as much; ${rate(figure(own, 'lastPerSecond'))}/s over the last tenth` });
    }
    return rows;
  },
};

async function fold(task: Task, isLate: boolean): Promise<Figures> {
  const [folder, touches, folds] = [textOf(task, 'folder'), numberOf(task, 'touches'), textOf(task, 'folds')];
  const log = await openLog(folder);
  const catalogue = folds === 'sessions' ? new ProjectionCatalogue([sessions]) : projectionCatalogue();
  const figures = await withProjector(log, join(folder, READ_MODELS), async (projector) => {
    await projector.catchUp();
    const events = arrivals(touches, isLate);
    const tenth = Math.floor(touches / 10);
    await log.append(events.slice(0, -tenth));
    const most = await secondsOf(() => projector.catchUp());
    await log.append(events.slice(-tenth));
    const last = await secondsOf(() => projector.catchUp());
    return { perSecond: touches / (most + last), lastPerSecond: tenth / last };
  }, { catalogue, batchSize: BATCH });
  await log.close();
  return figures;
}

/** The touches in the order of arrival. */
function arrivals(touches: number, isLate: boolean): NewEvent[] {
  const identities = [{ kind: 'user-id', value: 'busy' }];
  const stream = streamOf({ kind: 'user-id', value: 'busy' });
  const from = Date.UTC(2025, 0, 1);
  const chance = chances();
  return Array.from({ length: touches }, (_, index) => {
    const occurredAt = Math.round(from + index * PAUSE);
    const delay = isLate && chance() < LATE_SHARE ? HOUR + chance() * (LATEST - HOUR) : 0;
    const event: NewEvent = { id: `touch-${String(index)}`, type: 'web.page-viewed', stream, occurredAt, receivedAt: occurredAt + delay, schemaVersion: 1, initiator: 'customer', identities, data: { url: `/tea/${String(index % 300)}` }, backfill: true };
    return event;
  }).sort((a, b) => a.receivedAt - b.receivedAt);
}

/** Numbers from 0 to 1 that are the same in every run (Park & Miller 1988). */
function chances(): () => number {
  let seed = 4_711;
  return () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
}
