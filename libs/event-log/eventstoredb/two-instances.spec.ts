import { START } from '#kernel';
import { type EventStoreServer, startEventStoreServer } from '#testing/eventstoredb-server';
import { idsOf, newEvent, newEvents, newStream, newType, plain } from '../conformance/subject';
import type { AppendOutcome, EventLog } from '../event-log';
import { LogsUnderTest } from './logs-under-test';

const statuses = (outcomes: readonly AppendOutcome[]): string[] => outcomes.map(({ status }) => status);

describe('two EventStoreDB logs, as two processes have them', () => {
  let server: EventStoreServer;
  let logs: LogsUnderTest;
  let one: EventLog;
  let other: EventLog;
  beforeAll(async () => {
    server = await startEventStoreServer();
  });
  afterAll(() => server.stop('kill'));
  beforeEach(async () => {
    logs = new LogsUnderTest();
    [one, other] = await Promise.all([logs.open(server.url), logs.open(server.url)]);
  });
  afterEach(() => logs.close());

  /** When the other has everything that the one has. */
  async function inStep(): Promise<void> {
    while ((await one.head()) !== (await other.head())) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  it('write an id once, whichever streams they write it to at the same time', async () => {
    const type = newType();
    const events = newEvents(60, { type });
    const elsewhere = events.map((event) => ({ ...event, stream: newStream() }));
    const [first, second] = await Promise.all([
      Promise.all(events.map((event) => one.append([event]))),
      Promise.all(elsewhere.map((event) => other.append([event]))),
    ]);
    for (const [index, [mine]] of first.entries()) {
      const [theirs] = second[index]!;
      expect([mine!.status, theirs!.status].sort()).toEqual(['appended', 'duplicate']);
      expect(mine!.position).toBe(theirs!.position);
      const winner = mine!.status === 'appended' ? events[index]! : elsewhere[index]!;
      const loser = mine!.status === 'appended' ? elsewhere[index]! : events[index]!;
      for (const log of [one, other]) {
        expect(plain((await log.event(mine!.position))!)).toEqual(plain(winner));
        expect(await log.readStream(loser.stream, { limit: 10 })).toBeUndefined();
        expect(await log.readHistory({ streams: [loser.stream] })).toEqual([]);
      }
    }
    await inStep();
    for (const log of [one, other]) {
      expect(idsOf(await log.readAll({ types: [type], limit: 1_000 })).sort()).toEqual(idsOf(events).sort());
      expect((await log.countsByType()).get(type)).toBe(60);
    }
  });

  it('number a stream without the shadows in it, and go on with it', async () => {
    const stream = newStream();
    const contested = newEvents(20, { stream: newStream() });
    const shadows: number[] = [];
    for (const event of contested) {
      await other.append([newEvent({ stream })]);
      const [[mine], [theirs]] = await Promise.all([one.append([event]), other.append([{ ...event, stream }])]);
      if (mine!.status === 'appended' && theirs!.status === 'duplicate') shadows.push(1);
    }
    const read = (await other.readStream(stream, { limit: 100 }))!;
    expect(read.map(({ revision }) => revision)).toEqual(read.map((_, index) => index));
    expect(read).toHaveLength(40 - shadows.length);
    expect(idsOf((await other.readStream(stream, { direction: 'backwards', limit: 100 }))!)).toEqual(idsOf(read).reverse());
    expect(idsOf((await one.readStream(stream, { from: 5, limit: 7 }))!)).toEqual(idsOf(read.slice(5, 12)));
    const last = newEvent({ stream });
    expect(statuses(await one.append([last], { expectedRevision: read.length - 1 }))).toEqual(['appended']);
    expect((await one.readStream(stream, { from: read.length, limit: 10 }))!.map(({ id, revision }) => [id, revision])).toEqual([[last.id, read.length]]);
  });

  it('know each other\'s ids as soon as one has been answered', async () => {
    for (let round = 0; round < 20; round++) {
      const event = newEvent();
      const [first] = await one.append([event]);
      expect(await other.append([round % 2 === 0 ? event : { ...event, stream: newStream() }])).toEqual([{ status: 'duplicate', position: first!.position, differs: false }]);
    }
  });

  it('write to one stream beside each other', async () => {
    const stream = newStream();
    const calls = Array.from({ length: 40 }, () => newEvents(3, { stream }));
    const outcomes = (await Promise.all(calls.map((events, index) => (index % 2 === 0 ? one : other).append(events)))).flat();
    expect(new Set(statuses(outcomes))).toEqual(new Set(['appended']));
    const read = (await one.readStream(stream, { limit: 1_000 }))!;
    expect(read.map(({ revision }) => revision)).toEqual(read.map((_, index) => index));
    for (const call of calls) {
      const from = idsOf(read).indexOf(call[0]!.id);
      expect(idsOf(read.slice(from, from + 3))).toEqual(idsOf(call));
    }
  });

  it('expect revisions of what the other has just written', async () => {
    const stream = newStream();
    for (let revision = -1; revision < 20; revision++) {
      const [log, behind] = revision % 2 === 0 ? [one, other] : [other, one];
      await log.append([newEvent({ stream })], { expectedRevision: revision === -1 ? 'none' : revision });
      await expect(behind.append([newEvent({ stream })], { expectedRevision: revision === -1 ? 'none' : revision })).rejects.toMatchObject({ code: 'RAPPORT_WRONG_EXPECTED_REVISION', extra: { revision: revision + 1 } });
    }
  });

  it('come to the same log, event by event, whoever writes', async () => {
    const write = async (log: EventLog): Promise<void> => {
      for (let round = 0; round < 15; round++) await log.append(newEvents(4));
    };
    await Promise.all([write(one), write(other)]);
    await inStep();
    const [mine, theirs] = await Promise.all([one, other].map((log) => log.readAll({ after: START, limit: 1_000 })));
    expect(mine).toHaveLength(120);
    const facts = (events: typeof mine): unknown => events!.map(({ id, position, revision, recordedAt }) => [id, position, revision, recordedAt]);
    expect(facts(theirs)).toEqual(facts(mine));
  });

  it('cannot share an index', async () => {
    const indexFile = logs.indexFile();
    await logs.open(server.url, { indexFile });
    await expect(logs.open(server.url, { indexFile })).rejects.toMatchObject({ code: 'RAPPORT_DATA_IN_USE' });
  });

  it('may be open for reading only', async () => {
    const reader = await logs.open(server.url, { writer: false });
    const event = newEvent();
    const [outcome] = await one.append([event]);
    while ((await reader.head()) < outcome!.position) await new Promise((resolve) => setTimeout(resolve, 2));
    expect((await reader.event(outcome!.position))?.id).toBe(event.id);
    await expect(reader.append([newEvent()])).rejects.toMatchObject({ message: 'this log is open for reading only' });
  });
});
