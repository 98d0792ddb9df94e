import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventCodec, type EventLog } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { FixedClock, START } from '#kernel';
import { EventTypes, type NewEvent, type RecordedEvent } from '#touchpoints';
import { carryLog, type CarriedLog } from './carry-log';
import { LogDigest } from './log-digest';
import { readLog } from './read-log';
import { writeLog } from './write-log';

const NOW = Date.UTC(2026, 2, 1);
const types = new EventTypes();

let folder = '';
let file = '';
let logs: EventLog[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapport-moving-'));
  file = join(folder, 'exported.ndjson');
});
afterEach(async () => {
  for (const log of logs) await log.close();
  logs = [];
  rmSync(folder, { recursive: true });
});

async function openLog(name: string, now: number): Promise<{ log: EventLog; clock: FixedClock }> {
  const clock = new FixedClock(now);
  const log = await EmbeddedEventLog.open({ file: join(folder, `${name}.db`), codec: new EventCodec(types), clock, writer: 'here' });
  logs.push(log);
  return { log, clock };
}

function event(id: string, stream: string, more: Partial<NewEvent> = {}): NewEvent {
  return { id, type: 'web.page-viewed', stream, occurredAt: NOW - 1, receivedAt: NOW, schemaVersion: 1, initiator: 'customer', identities: [{ kind: 'user-id', value: stream }], data: { url: `https://shop.example/${id}\u2028` }, ...more };
}

/** A log of some length in which facts name the positions of what caused them. */
async function source(): Promise<EventLog> {
  const { log, clock } = await openLog('source', NOW);
  for (let round = 0; round < 40; round++) {
    clock.set(NOW + round * 1_000);
    const outcomes = await log.append(Array.from({ length: 60 }, (_, index) => event(`${round}-${index}`, `s${(round * index) % 7}`)));
    await log.append([event(`fact-${round}`, 'facts', { type: 'lifecycle.stage-entered', initiator: 'system', causedBy: { position: String(outcomes[round]?.position), projection: 'p', version: 1 } })]);
  }
  return log;
}

async function exported(log: EventLog): Promise<LogDigest> {
  const digest = new LogDigest();
  let text = '';
  for await (const piece of writeLog({ log, version: '1', exportedAt: 'now', digest, seen: () => undefined })) text += piece;
  writeFileSync(file, text);
  return digest;
}

function carry(log: EventLog, end = Infinity): Promise<CarriedLog> {
  return carryLog({ parts: readLog(file), log, types, proving: () => undefined, seen: (count) => { if (count >= end) throw new Error('the machine went dark'); } });
}

async function all(log: EventLog): Promise<RecordedEvent[]> {
  return log.readAll({ after: START, limit: 10_000 });
}

it('carries a whole log over: ids, streams, order and times are the same, and causes name the positions of the new log', async () => {
  const from = await source();
  const digest = await exported(from);
  // Not empty numbers: an event that another kind of log would number otherwise.
  const { log: to } = await openLog('target', NOW + 1e9);
  const shifted = new Proxy(to, { get: (target, name) => (name === 'append' ? async (...given: Parameters<EventLog['append']>) => (await target.append(...given)).map((outcome) => ({ ...outcome, position: outcome.position + 1_000n })) : (Reflect.get(target, name) as () => unknown).bind(target)) });
  expect(await carry(shifted)).toEqual({ added: 2_440, present: 0, digest: digest.value });
  const [before, after] = [await all(from), await all(to)];
  const told = ({ id, stream, revision, recordedAt, occurredAt, data }: RecordedEvent): unknown => ({ id, stream, revision, recordedAt, occurredAt, data });
  expect(after.map(told)).toEqual(before.map(told));
  const causes = (events: RecordedEvent[]): bigint[] => events.flatMap(({ causedBy }) => (causedBy?.position === undefined ? [] : [BigInt(causedBy.position)]));
  expect(causes(after)).toEqual(causes(before).map((position) => position + 1_000n));
  expect(causes(after)).toHaveLength(40);
});

it('goes on where it was interrupted, and adds nothing when all is there', async () => {
  const digest = await exported(await source());
  const { log: to } = await openLog('target', NOW);
  await expect(carry(to, 1_500)).rejects.toThrow('the machine went dark');
  const there = Number(await to.head());
  expect(there).toBeGreaterThanOrEqual(1_500);
  expect(await carry(to)).toEqual({ added: 2_440 - there, present: there, digest: digest.value });
  await to.append([event('later', 's1')]);
  expect(await carry(to)).toEqual({ added: 0, present: 2_440, digest: digest.value });
});

it.each<[string, (lines: string[]) => string[], number]>([
  ['a character has changed', (lines) => lines.with(7, (lines[7] ?? '').replace('shop.example', 'shop.exemple')), 8],
  ['a line is missing', (lines) => lines.toSpliced(20, 1), 21],
  ['two lines have changed places', (lines) => lines.with(30, lines[31] ?? '').with(31, lines[30] ?? ''), 31],
  ['a line is half', (lines) => lines.with(9, (lines[9] ?? '').slice(0, 40)), 10],
  ['the end is missing', (lines) => lines.slice(0, 100), 101],
  ['the beginning is missing', (lines) => lines.slice(1), 1],
])('refuses a file in which %s, by its line', async (_, damage, line) => {
  await exported(await source());
  writeFileSync(file, `${damage(readFileSync(file, 'utf8').trimEnd().split('\n')).join('\n')}\n`);
  const { log: to } = await openLog('target', NOW);
  await expect(carry(to)).rejects.toMatchObject({ code: 'RAPPORT_BAD_FILE', extra: { line } });
  expect(await to.head()).toBe(0n);
});

it('refuses a log that has events of its own', async () => {
  await exported(await source());
  const { log: other } = await openLog('other', NOW);
  await other.append([event('own', 's1')]);
  await expect(carry(other)).rejects.toMatchObject({ code: 'RAPPORT_BAD_FILE' });
  expect(await other.head()).toBe(1n);
  const { log: mixed } = await openLog('mixed', NOW);
  await mixed.append([event('0-0', 's0'), event('own', 's1')]);
  await expect(carry(mixed)).rejects.toThrow('not the one that was carried over');
});
