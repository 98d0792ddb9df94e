import { openDatabase, type Statement } from '#embedded';
import type { EncodedEvent } from '#event-log';
import type { NewEvent } from '#touchpoints';
import { type Benchmark, type Figures, figure, numberOf, type Task, textOf } from './benchmark';
import { codec, EVENTS, openLog } from './data/engines';
import { newEvents } from './data/new-events';
import { rate } from './harness/report';
import { secondsOf } from './harness/seconds-of';
import { join } from 'node:path';

const COUNT = 100_000;
const BATCH = 100;

/** Durable appends through the port, against the bare engine that writes the same rows in transactions of the same size. */
export const append: Benchmark = {
  name: 'append',
  summary: 'Durable appends in batches of 100, against the bare engine writing the same rows',
  sides: { port: throughPort, thread: throughThread, bare },
  run: async (bench) => {
    const { port, thread, bare: engine } = await bench.alternate(['port', 'bare', 'thread'], { events: Math.min(bench.events, COUNT) });
    const [own, threaded, rows] = [figure(port, 'perSecond'), figure(thread, 'perSecond'), figure(engine, 'perSecond')];
    return [
      { what: 'batches of 100', measured: own / rows, unit: 'x', bar: { kind: 'at least', value: 0.8 }, detail: `port ${rate(own)}/s, bare libsql ${rate(rows)}/s: same tables, indexes, synchronous=FULL` },
      { what: 'batches of 100, four at once, writer on its thread', measured: threaded / rows, unit: 'x', detail: `port ${rate(threaded)}/s; as the server writes` },
    ];
  },
};

async function throughPort(task: Task): Promise<Figures> {
  const events = newEvents(numberOf(task, 'events'));
  const log = await openLog(textOf(task, 'folder'));
  const seconds = await secondsOf(async () => {
    for (const batch of batchesOf(events)) await log.append(batch);
  });
  await log.close();
  return { perSecond: events.length / seconds };
}

async function throughThread(task: Task): Promise<Figures> {
  const events = newEvents(numberOf(task, 'events'));
  const log = await openLog(textOf(task, 'folder'), 'thread');
  const batches = batchesOf(events);
  const sender = async (): Promise<void> => {
    for (const batch of batches) await log.append(batch);
  };
  const seconds = await secondsOf(() => Promise.all([sender(), sender(), sender(), sender()]));
  await log.close();
  return { perSecond: events.length / seconds };
}

/** Rows made ready beforehand, texts and all: nothing is left to do but to write them. */
async function bare(task: Task): Promise<Figures> {
  const folder = textOf(task, 'folder');
  const events = newEvents(numberOf(task, 'events')).map((event) => codec.encode(event));
  await (await openLog(folder)).close();
  const connection = openDatabase(join(folder, EVENTS), { durability: 'full', cacheMiB: 32 });
  const rows = new BareRows((sql) => connection.prepare(sql));
  const seconds = await secondsOf(() => {
    for (const batch of batchesOf(events)) {
      connection.exec('BEGIN IMMEDIATE');
      rows.write(batch);
      connection.exec('COMMIT');
    }
  });
  connection.close();
  return { perSecond: events.length / seconds };
}

/** The rows of events, streams and types, by statements made ready. */
class BareRows {
  private readonly events: Statement;
  private readonly streams: Statement;
  private readonly types: Statement;
  private readonly streamIds = new Map<string, { readonly id: number; revision: number }>();
  private readonly typeIds = new Map<string, number>();
  private position = 0;

  constructor(prepare: (sql: string) => Statement) {
    this.events = prepare('INSERT INTO events (position, id, type, stream, revision, occurred_at, recorded_at, identities, data, meta) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.streams = prepare('INSERT INTO streams VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET next_revision = excluded.next_revision');
    this.types = prepare('INSERT INTO types VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET events = events + excluded.events');
  }

  write(batch: readonly EncodedEvent[]): void {
    const recordedAt = Date.now();
    const grown = new Map<string, number>();
    const added = new Map<string, number>();
    for (const event of batch) {
      const stream = this.streamIds.get(event.stream) ?? { id: this.streamIds.size + 1, revision: 0 };
      this.streamIds.set(event.stream, stream);
      const type = this.typeIds.get(event.type) ?? this.typeIds.size + 1;
      this.typeIds.set(event.type, type);
      this.events.run(++this.position, event.id, type, stream.id, stream.revision++, event.occurredAt, recordedAt, event.identities, event.data, event.meta);
      grown.set(event.stream, stream.revision);
      added.set(event.type, (added.get(event.type) ?? 0) + 1);
    }
    for (const [name, revision] of grown) this.streams.run(this.streamIds.get(name)?.id ?? 0, name, revision);
    for (const [name, count] of added) this.types.run(this.typeIds.get(name) ?? 0, name, count);
  }
}

function* batchesOf<Item extends NewEvent | EncodedEvent>(events: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < events.length; from += BATCH) yield events.slice(from, from + BATCH);
}
