import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Position, START } from '#kernel';
import { type Benchmark, type Figures, figure, type Row, type Task, textOf } from './benchmark';
import { benchCatalogue } from './data/bench-catalogue';
import { openLog, withProjector } from './data/engines';
import { IDENTITIES_ONLY } from './data/lives-folder';
import { rate } from './harness/report';
import { secondsOf } from './harness/seconds-of';

const LARGE = 10_000_000;
const PAGE = 5_000;
const MEMORY = { kind: 'at most', value: 300 } as const;

/** All projections of the catalogue, and one to which order matters, folded anew at once, against merely scanning the log and parsing all of every event. */
export const rebuild: Benchmark = {
  name: 'rebuild',
  summary: 'All projections anew at once, against merely scanning and parsing the log',
  sides: { rebuild: rebuildAll, scan },
  run: async (bench) => {
    const { rebuild: ours, scan: bare } = await bench.alternate(['rebuild', 'scan'], { source: await bench.lives(bench.events) });
    const rows = [ratioRow(bench.events, ours, bare), memoryRow(bench.events, ours)];
    if (!bench.large) return rows;
    const large = await bench.alternate(['rebuild', 'scan'], { source: await bench.lives(LARGE, false) }, 1);
    return [...rows, ratioRow(LARGE, large.rebuild, large.scan), memoryRow(LARGE, large.rebuild)];
  },
};

function ratioRow(events: number, ours: Figures, bare: Figures): Row {
  const [own, scanned] = [figure(ours, 'perSecond'), figure(bare, 'perSecond')];
  return { what: `${String(benchCatalogue().names().length)} projections over ${rate(events)} events`, measured: own / scanned, unit: 'x', bar: { kind: 'at least', value: 0.5 }, detail: `rebuild ${rate(own)}/s, scan ${rate(scanned)}/s` };
}

function memoryRow(events: number, ours: Figures): Row {
  return { what: `memory of a rebuild over ${rate(events)} events`, measured: figure(ours, 'peakMiB'), unit: 'MiB', bar: MEMORY, detail: 'largest resident memory of the process' };
}

async function rebuildAll(task: Task): Promise<Figures> {
  const [source, folder] = [textOf(task, 'source'), textOf(task, 'folder')];
  const file = join(folder, 'read-models.db');
  copyFileSync(join(source, IDENTITIES_ONLY), file);
  const log = await openLog(source);
  const head = await log.head();
  const seconds = await secondsOf(() => withProjector(log, file, (projector) => projector.catchUp(), { catalogue: benchCatalogue() }));
  await log.close();
  return { perSecond: Number(head) / seconds };
}

async function scan(task: Task): Promise<Figures> {
  const log = await openLog(textOf(task, 'source'), 'none');
  let count = 0;
  let touched = 0;
  const seconds = await secondsOf(async () => {
    for (let after: Position | undefined = START; after !== undefined; ) {
      const events = await log.readAll({ after, limit: PAGE });
      for (const { identities, data, receivedAt } of events) touched += identities.length + Number(data['total'] ?? 0) + receivedAt % 2;
      count += events.length;
      after = events.at(-1)?.position;
    }
  });
  await log.close();
  return { perSecond: count / seconds, touched };
}
