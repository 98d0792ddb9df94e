import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectionCatalogue } from '#projections';
import { type Benchmark, type Figures, figure, numberOf, type Task, textOf } from './benchmark';
import { benchCatalogue } from './data/bench-catalogue';
import { Emmett } from './data/emmett';
import { openLog, READ_MODELS, withProjector } from './data/engines';
import { newEvents } from './data/new-events';
import { installPeers } from './harness/install-peers';
import { rate } from './harness/report';
import { secondsOf } from './harness/seconds-of';

const COUNT = 50_000;
/** Theirs takes a minute. */
const ROUNDS = 1;
const BATCH = 100;
const BAR = { kind: 'at least', value: 30 } as const;

/** The same events appended to, and projected from, Emmett's event store on SQLite. */
export const emmett: Benchmark = {
  name: 'emmett',
  summary: 'Read models from the first event, against the consumer of Emmett\'s SQLite event store on the same events',
  sides: { rapport, emmett: consume },
  run: async (bench) => {
    const peers = installPeers((text) => { bench.note(text); });
    const { rapport: own, emmett: other } = await bench.alternate(['rapport', 'emmett'], { peers, events: Math.min(bench.events, COUNT) }, ROUNDS);
    const [rebuilt, consumed] = [figure(own, 'rebuiltPerSecond'), figure(other, 'consumedPerSecond')];
    const appended = `appends in batches of ${String(BATCH)}: ${rate(figure(own, 'appendedPerSecond'))}/s, theirs ${rate(figure(other, 'appendedPerSecond'))}/s`;
    return [{ what: `${String(benchCatalogue().names().length)} projections over ${rate(figure(own, 'events'))} events`, measured: rebuilt / consumed, unit: 'x', bar: BAR, detail: `rebuild ${rate(rebuilt)} events/s, their consumer ${rate(consumed)}/s without identities and views; ${appended}` }];
  },
};

async function rapport(task: Task): Promise<Figures> {
  const folder = textOf(task, 'folder');
  const events = newEvents(numberOf(task, 'events'));
  const log = await openLog(folder);
  const append = await secondsOf(async () => {
    for (const batch of batchesOf(events)) await log.append(batch);
  });
  const identities = join(folder, 'identities.db');
  await withProjector(log, identities, (projector) => projector.catchUp(), { catalogue: new ProjectionCatalogue([]) });
  const models = join(folder, READ_MODELS);
  copyFileSync(identities, models);
  const rebuild = await secondsOf(() => withProjector(log, models, (projector) => projector.catchUp(), { catalogue: benchCatalogue() }));
  await log.close();
  return { events: events.length, appendedPerSecond: events.length / append, rebuiltPerSecond: events.length / rebuild };
}

async function consume(task: Task): Promise<Figures> {
  const events = newEvents(numberOf(task, 'events'));
  const catalogue = benchCatalogue();
  const projections = catalogue.names().flatMap((name) => catalogue.get(name) ?? []);
  const peer = new Emmett(textOf(task, 'peers'), textOf(task, 'folder'));
  const append = await secondsOf(async () => {
    for (const batch of batchesOf(events)) await peer.append(batch);
  });
  const project = await secondsOf(() => peer.project(projections));
  const streams = new Set(events.map(({ stream }) => stream)).size;
  for (const projection of projections) {
    const folded = await peer.folded(projection);
    if (projection.handles === 'any' ? folded !== streams : folded > streams) throw new Error(`${projection.name} was folded for ${String(folded)} of ${String(streams)} streams`);
  }
  return { appendedPerSecond: events.length / append, consumedPerSecond: events.length / project };
}

function* batchesOf<Item>(events: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < events.length; from += BATCH) yield events.slice(from, from + BATCH);
}
