import { join } from 'node:path';
import { type EventData, EventStoreDBClient, jsonEvent, type JSONType, START as BEGINNING, streamNameFilter } from '@eventstore/db-client';
import { EventStoreDbEventLog } from '#event-log/eventstoredb';
import { START, systemClock, uuidOf } from '#kernel';
import type { NewEvent } from '#touchpoints';
import { type Benchmark, type Figures, figure, numberOf, type Row, type Task, textOf } from './benchmark';
import { codec } from './data/engines';
import { newEvents } from './data/new-events';
import { eventStoreDbNamed, eventStoreDbTask, newNamespace, withEventStoreDb } from './harness/real-engines';
import { rate } from './harness/report';
import { type Effort, effortOf } from './harness/effort-of';

const COUNT = 20_000;
const BATCH = 100;
const SENDERS = 4;
const BAR = { kind: 'at least', value: 0.8 } as const;

/** The same events to the same streams in the same batches, four at once, then all of them from the first to the last: through the adapter, and with the client alone. */
export const eventStoreDb: Benchmark = {
  name: 'eventstoredb',
  summary: 'Appends and catching up on EventStoreDB, against the bare client doing the same',
  sides: { adapter, bare },
  run: async (bench) => {
    const { own: ours, other: client, ratio } = await bench.against('adapter', 'bare', { events: Math.min(bench.events, COUNT), ...eventStoreDbTask() });
    const row = (what: string, own: string, others: string, bar?: Row['bar']): Row => ({
      what, measured: ratio(own, others), unit: 'x', ...(bar ? { bar } : {}),
      detail: `adapter ${rate(figure(ours, own))}/s, @eventstore/db-client ${rate(figure(client, others))}/s; of processor time, ms for 1,000 events: ${milliseconds(ours, own)} and ${milliseconds(client, others)}; ${eventStoreDbNamed()}`,
    });
    return [
      row('append, batches of 100, four at once', 'append', 'append', BAR),
      row('catching up', 'catchUp', 'catchUp', BAR),
      row('catching up at the first start, the log index included', 'firstStart', 'catchUp'),
    ];
  },
};

function adapter(task: Task): Promise<Figures> {
  const [events, folder, namespace] = [newEvents(numberOf(task, 'events')), textOf(task, 'folder'), newNamespace()];
  return withEventStoreDb(task, async (url) => {
    const open = (index: string, writer: boolean): Promise<EventStoreDbEventLog> => EventStoreDbEventLog.open({ url, namespace, codec, clock: systemClock, indexFile: join(folder, index), writer });
    const log = await open('index.db', true);
    await log.head();
    const append = await sendAll(batchesOf(events), (batch) => log.append(batch));
    await log.close();
    const catchUp = async (index: string): Promise<Effort> => {
      const reader = await open(index, false);
      const effort = await effortOf(() => readAll(reader, events.length));
      await reader.close();
      return effort;
    };
    return figuresOf(events.length, { append, catchUp: await catchUp('index.db'), firstStart: await catchUp('another.db') });
  });
}

async function readAll(log: EventStoreDbEventLog, expected: number): Promise<number> {
  const enough = new AbortController();
  let [count, touched] = [0, 0];
  for await (const { events } of log.subscribe({ after: START, signal: enough.signal })) {
    for (const { data, identities, receivedAt } of events) touched += identities.length + Number(data['total'] ?? 0) + receivedAt % 2;
    count += events.length;
    if (count >= expected) enough.abort();
  }
  return touched;
}

/** What of an event's metadata is looked at. */
interface Metadata {
  readonly identities: readonly unknown[];
  readonly meta: { readonly receivedAt: number };
}

interface BareAppend {
  readonly stream: string;
  readonly events: EventData[];
}

function bare(task: Task): Promise<Figures> {
  const [events, prefix] = [newEvents(numberOf(task, 'events')), `${newNamespace()}-`];
  return withEventStoreDb(task, async (url) => {
    const client = EventStoreDBClient.connectionString(url);
    const batches = batchesOf(events).map((batch) => bareAppends(batch, prefix));
    // Connects, and asks the server what it can do.
    await client.appendToStream(`${prefix}first`, []).catch(() => undefined);
    const append = await sendAll(batches, (appends) => Promise.all(appends.map(({ stream, events: own }) => client.appendToStream(stream, own))));
    const catchUp = await effortOf(async () => {
      let [count, touched] = [0, 0];
      for await (const { event } of client.subscribeToAll({ fromPosition: BEGINNING, filter: streamNameFilter({ prefixes: [prefix] }) })) {
        if (!event) continue;
        const [{ identities, meta }, { total }] = [event.metadata as unknown as Metadata, event.data as { readonly total?: unknown }];
        touched += identities.length + Number(total ?? 0) + (meta.receivedAt % 2);
        if (++count >= events.length) break;
      }
      return touched;
    });
    await client.dispose();
    return figuresOf(events.length, { append, catchUp });
  });
}

/** The bytes that the adapter writes, made ready beforehand. */
function bareAppends(batch: readonly NewEvent[], prefix: string): BareAppend[] {
  const byStream = new Map<string, EventData[]>();
  for (const event of batch) {
    const own = byStream.get(event.stream) ?? [];
    byStream.set(event.stream, own);
    const { id, type, occurredAt, data, identities, meta } = codec.encode(event);
    own.push(jsonEvent({ id: uuidOf('event', id), type, data: parsed(data), metadata: { id, occurredAt, recordedAt: Date.now(), identities: parsed(identities), meta: parsed(meta) } }));
  }
  return [...byStream].map(([stream, own]) => ({ stream: `${prefix}${stream}`, events: own }));
}

function parsed(text: string): JSONType {
  return JSON.parse(text) as JSONType;
}

/** Of each: events in a second, and by its name with `Cpu` the milliseconds of processor time of this process for a thousand. */
function figuresOf(events: number, efforts: Readonly<Record<string, Effort>>): Figures {
  return Object.fromEntries(Object.entries(efforts).flatMap(([name, { seconds, cpuSeconds }]) => [[name, events / seconds], [`${name}Cpu`, (1_000_000 * cpuSeconds) / events]]));
}

function milliseconds(figures: Figures, name: string): string {
  return figure(figures, `${name}Cpu`).toFixed(0);
}

/** Sends all batches, {@link SENDERS} at once; answers what that took. */
function sendAll<Batch>(batches: readonly Batch[], send: (batch: Batch) => Promise<unknown>): Promise<Effort> {
  const left = batches.values();
  return effortOf(() => Promise.all(Array.from({ length: SENDERS }, async () => {
    for (const batch of left) await send(batch);
  })));
}

function batchesOf(events: readonly NewEvent[]): NewEvent[][] {
  return Array.from({ length: Math.ceil(events.length / BATCH) }, (_, index) => events.slice(index * BATCH, (index + 1) * BATCH));
}
