import { join } from 'node:path';
import type { EventLog } from '#event-log';
import { Intake } from '#intake/receive';
import { importChunks } from '#intake/import';
import { readOrders } from '#intake/files';
import { systemClock } from '#kernel';
import { type Benchmark, type Figures, figure, numberOf, type Task, textOf } from './benchmark';
import { intakeRules, openLog, READ_MODELS, withProjector } from './data/engines';
import { writeOrdersFile } from './data/orders-file';
import { peakMiB } from './harness/memory';
import { rate } from './harness/report';
import { secondsOf } from './harness/seconds-of';
import { medians } from './harness/statistics';

const ROWS = 200_000;
const MORE_ROWS = 1_000_000;

/** A table of orders, as `rapport import orders` reads it, to the durable log; and the read models from it afterwards. */
export const importing: Benchmark = {
  name: 'import',
  summary: 'A table of orders to the durable log, and the memory that it takes',
  sides: { import: importAndFold, 'import alone': importAlone },
  run: async (bench) => {
    const rows = Math.min(bench.events, ROWS);
    const rounds: Figures[] = [];
    for (let round = 0; round < bench.rounds; round++) rounds.push(await bench.side('import', { rows }));
    const usual = medians(rounds);
    const many = await bench.side('import alone', { rows: Math.min(5 * bench.events, MORE_ROWS) });
    return [
      { what: `orders, ${rate(rows)} rows`, measured: figure(usual, 'rowsPerSecond'), unit: '/s', bar: { kind: 'at least', value: 20_000 }, detail: `then folded into read models at ${rate(figure(usual, 'foldedPerSecond'))}/s` },
      { what: 'memory, five times the rows', measured: figure(many, 'importMiB') / figure(usual, 'importMiB'), unit: 'x', bar: { kind: 'at most', value: 1.25 }, detail: `${rate(figure(usual, 'importMiB'))} MiB for ${rate(rows)} rows, ${rate(figure(many, 'importMiB'))} MiB for ${rate(figure(many, 'rows'))}` },
    ];
  },
};

async function importAndFold(task: Task): Promise<Figures> {
  const folder = textOf(task, 'folder');
  const log = await openLog(folder, 'thread');
  const figures = await importOrders(log, task);
  const orders = Number(await log.head());
  const folded = await secondsOf(() => withProjector(log, join(folder, READ_MODELS), (projector) => projector.catchUp()));
  await log.close();
  return { ...figures, foldedPerSecond: orders / folded };
}

async function importAlone(task: Task): Promise<Figures> {
  const log = await openLog(textOf(task, 'folder'), 'thread');
  const figures = await importOrders(log, task);
  await log.close();
  return figures;
}

async function importOrders(log: EventLog, task: Task): Promise<Figures> {
  const [folder, rows] = [textOf(task, 'folder'), numberOf(task, 'rows')];
  const file = join(folder, 'orders.csv');
  await writeOrdersFile(file, rows);
  const intake = new Intake(log, systemClock, intakeRules);
  const options = { customer: 'customer', date: 'day', amount: 'total', order: 'order', product: 'sku', quantity: 'pieces' };
  const seconds = await secondsOf(() => importChunks(readOrders(file, options), (received) => intake.receive(received, { backfill: true }), { mostRefusals: 0, atOnce: 3 }));
  return { rows, rowsPerSecond: rows / seconds, importMiB: peakMiB() };
}
