import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Benchmark, type Figures, figure, type Row, type Task, textOf } from './benchmark';
import { EVENTS, READ_MODELS } from './data/engines';
import { residentMiB } from './harness/memory';
import { rate } from './harness/report';
import { startProduct, untilReady } from './harness/server-process';
import { Skipped } from './harness/skipped';

const SMALL = 1_000;
const LARGE = 200_000;
/** Between ready and at rest, ms. */
const PAUSE = 60_000;

/** What a server that nobody asks anything keeps of the machine's memory. */
export const rest: Benchmark = {
  name: 'rest',
  summary: 'Resident memory of a server at rest',
  sides: { server: serveAndRest },
  run: async (bench) => {
    const rows: Row[] = [];
    for (const events of [SMALL, Math.min(bench.events, LARGE)]) {
      const figures = await bench.side('server', { source: await bench.lives(events) });
      rows.push({ what: `data folder of ${rate(events)} events`, measured: figure(figures, 'residentMiB'), unit: 'MiB', bar: { kind: 'at most', value: 150 }, detail: `a minute after it was ready, ${figure(figures, 'readyAfter').toFixed(1)} s after its start` });
    }
    return rows;
  },
};

async function serveAndRest(task: Task): Promise<Figures> {
  const [source, folder] = [textOf(task, 'source'), textOf(task, 'folder')];
  for (const file of [EVENTS, READ_MODELS]) copyFileSync(join(source, file), join(folder, file));
  const begun = performance.now();
  const server = await startProduct(folder);
  await untilReady(server);
  const readyAfter = (performance.now() - begun) / 1_000;
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  const resident = residentMiB(server.pid);
  await server.stop();
  if (resident === undefined) throw new Skipped('this system does not tell the memory of another process');
  return { residentMiB: resident, readyAfter };
}
