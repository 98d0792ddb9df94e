import { setTimeout as sleep } from 'node:timers/promises';
import { RapportError, START } from '#kernel';
import { type EventStoreServer, startEventStoreServer } from '#testing/eventstoredb-server';
import { idsOf, newEvent, newEvents, newStream, newType } from '../conformance/subject';
import { LogIndex } from './log-index/log-index';
import { LogsUnderTest } from './logs-under-test';

/** Each of these was seen to go wrong with the client as it comes, most of them without a word. */
describe('what the client of EventStoreDB does wrong, and the log does not', () => {
  let server: EventStoreServer;
  let logs: LogsUnderTest;
  const unhandled: unknown[] = [];
  const note = (reason: unknown): number => unhandled.push(reason);
  beforeAll(async () => {
    process.on('unhandledRejection', note);
    server = await startEventStoreServer({ liveLimit: 50 });
  });
  afterAll(async () => {
    process.off('unhandledRejection', note);
    await server.stop('kill');
  });
  beforeEach(() => {
    logs = new LogsUnderTest();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    server.delay(0);
    server.acceptAppends();
    await logs.close();
    await sleep(0);
    expect(unhandled.splice(0)).toEqual([]);
  });

  it('names a checkpoint before the events below it are consumed: here none is lost, however often the subscription breaks', async () => {
    const writer = await logs.open(server.url);
    const type = newType();
    const others = await new LogsUnderTest().open(server.url);
    const sent: string[] = [];
    for (let round = 0; round < 6; round++) {
      const events = newEvents(20, { type, stream: newStream() });
      sent.push(...idsOf(events));
      await Promise.all([writer.append(events), others.append(newEvents(700, { stream: newStream() }))]);
    }
    await others.close();
    const reader = await logs.open(server.url);
    const cutting = setInterval(() => { server.dropConnections(); }, 15);
    await sleep(150);
    clearInterval(cutting);
    expect(idsOf(await reader.readAll({ types: [type], limit: 1_000 }))).toEqual(sent);
  });

  it('stalls for ever where the work at a checkpoint fails: here it is done again', async () => {
    const log = await logs.open(server.url);
    await log.append([newEvent()]);
    jest.spyOn(LogIndex.prototype, 'fold').mockImplementationOnce(() => { throw new RapportError('RAPPORT_STORE_UNAVAILABLE', 'the disk is full'); });
    const events = newEvents(30, { type: newType(), stream: newStream() });
    expect((await log.append(events)).map(({ status }) => status)).toEqual(Array(30).fill('appended'));
    expect(idsOf(await log.readHistory({ streams: [events[0]!.stream] }))).toEqual(idsOf(events));
    expect(logs.warnings.join()).toContain('the disk is full');
    expect((await log.append(events)).map(({ status }) => status)).toEqual(Array(30).fill('duplicate'));
    expect(await log.health()).toMatchObject({ ok: true });
  });

  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  it.each([['a BigInt', { big: 1n }], ['a cycle', cyclic]])('never answers an append with %s in it: here it is refused, and with it the whole call', async (_, data) => {
    const log = await logs.open(server.url);
    const before = newEvent();
    await expect(log.append([before, newEvent({ data })])).rejects.toThrow(TypeError);
    expect(await log.readStream(before.stream, { limit: 1 })).toBeUndefined();
    expect(await log.append([before])).toMatchObject([{ status: 'appended' }]);
  });

  it('reads an event\'s data when it comes to sending it: here what was appended is what was given', async () => {
    const log = await logs.open(server.url);
    const data: Record<string, unknown> = { url: 'before' };
    const event = newEvent({ data });
    const appended = log.append([event]);
    data['url'] = 1n;
    const [outcome] = await appended;
    expect((await log.event(outcome!.position))?.data).toEqual({ url: 'before' });
  });

  it('answers with a wrong revision under throwOnAppendFailure=false: here it is the right one', async () => {
    const log = await logs.open(`${server.url}&throwOnAppendFailure=false`);
    const stream = newStream();
    await log.append(newEvents(8, { stream }));
    const wrong = { code: 'RAPPORT_WRONG_EXPECTED_REVISION', extra: { revision: 7 } };
    await expect(log.append([newEvent({ stream })], { expectedRevision: 3 })).rejects.toMatchObject(wrong);
    await expect(log.append([newEvent({ stream })], { expectedRevision: 'none' })).rejects.toMatchObject(wrong);
  });

  it('fails every append in the process where one connection breaks, written or not: here each is written once', async () => {
    const [one, other] = await Promise.all([logs.open(server.url), logs.open(server.url)]);
    await Promise.all([one.append([newEvent()]), other.append([newEvent()])]);
    const type = newType();
    const events = newEvents(400, { type });
    server.delay(1);
    const appends = events.map((event, index) => (index % 2 === 0 ? one : other).append([event]));
    await sleep(20);
    server.dropConnections();
    server.delay(0);
    const outcomes = (await Promise.all(appends)).flat();
    expect(outcomes.map(({ status }) => status)).toEqual(Array(400).fill('appended'));
    expect(idsOf(await one.readAll({ types: [type], limit: 1_000 })).sort()).toEqual(idsOf(events).sort());
  });

  it('fails an append that the server turns away for a moment: here it is repeated, under the same ids', async () => {
    const log = await logs.open(server.url);
    server.refuseAppends();
    const appended = log.append(newEvents(5, { stream: newStream() }));
    await sleep(100);
    server.acceptAppends();
    expect((await appended).map(({ status }) => status)).toEqual(Array(5).fill('appended'));
  });

  it('says nothing of what the server has against an append: here it is a sentence', async () => {
    const log = await logs.open(server.url);
    server.refuseAppends(9);
    await expect(log.append([newEvent()])).rejects.toMatchObject({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(/refused a call \(.*Refused by the test/) });
  });

  it.each([7, 16])('tries in vain where somebody must mend something (code %d): here the append says so at once', async (code) => {
    const log = await logs.open(server.url);
    server.refuseAppends(code);
    await expect(log.append([newEvent()])).rejects.toMatchObject({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(/user/) });
  });

  it('appends without its batch call where credentials come with each call: here they are in the connection string, and in no sentence', async () => {
    const log = await logs.open(server.url.replace('esdb://', 'esdb://admin:changeit@'));
    server.refuseAppends(7);
    const failure: unknown = await log.append([newEvent()]).catch((error: unknown) => error);
    expect(String(failure)).toContain('127.0.0.1');
    expect(String(failure)).not.toMatch(/admin|changeit/);
    server.acceptAppends();
    expect(await log.append(newEvents(100))).toHaveLength(100);
  });

  it('ends a live subscription as too slow: here it goes on at once where it was, and appends are answered', async () => {
    const log = await logs.open(server.url);
    const type = newType();
    const abort = new AbortController();
    const seen: string[] = [];
    const follow = (async (): Promise<void> => {
      for await (const page of log.subscribe({ after: START, types: [type], signal: abort.signal })) seen.push(...idsOf(page.events));
    })();
    const sent: string[] = [];
    for (let round = 0; round < 5; round++) {
      const events = newEvents(500, { type, stream: newStream() });
      sent.push(...idsOf(events));
      const appended = log.append(events);
      server.abortLiveSubscriptions();
      expect((await appended).every(({ status }) => status === 'appended')).toBe(true);
      expect(server.abortLiveSubscriptions()).toBeGreaterThan(0);
    }
    while (seen.length < sent.length) await sleep(5);
    abort.abort();
    await follow;
    expect(seen).toEqual(sent);
    expect(logs.warnings).toEqual([]);
  });

  it('pushes events on a consumer that is not ready: here a slow one has one page at a time', async () => {
    const log = await logs.open(server.url, { recentBytes: 16 * 1_048_576 });
    const events = newEvents(300, { type: newType(), stream: newStream() });
    await log.append(events);
    const seen: string[] = [];
    for await (const page of log.subscribe({ after: START, pageSize: 40, signal: new AbortController().signal })) {
      expect(page.events.length).toBeLessThanOrEqual(40);
      await sleep(3);
      seen.push(...idsOf(page.events));
      if (page.caughtUp) break;
    }
    expect(seen).toEqual(idsOf(events));
  });

  it('waits for ever for a read of nothing: here it is nothing', async () => {
    const log = await logs.open(server.url);
    const event = newEvent();
    await log.append([event]);
    expect([await log.readAll({ limit: 0 }), await log.readStream(event.stream, { limit: 0 }), await log.readHistory({ streams: [event.stream], limit: 0 })]).toEqual([[], [], []]);
    expect(await log.readStream(newStream(), { limit: 0 })).toBeUndefined();
  });

  it('fails for a position within an event: here any whole number is a position', async () => {
    const log = await logs.open(server.url);
    const events = newEvents(3, { type: newType() });
    const outcomes = await log.append(events);
    const within = outcomes[1]!.position + 1n;
    expect(idsOf(await log.readAll({ after: within, limit: 10 }))).toEqual([events[2]!.id]);
    expect(idsOf(await log.readAll({ upTo: within, direction: 'backwards', limit: 2 }))).toEqual([events[1]!.id, events[0]!.id]);
    expect(await log.event(within)).toBeUndefined();
    for await (const page of log.subscribe({ after: within, signal: new AbortController().signal })) {
      expect(idsOf(page.events)).toEqual([events[2]!.id]);
      break;
    }
  });

  it('splits no append that is too large: here what fits is written, and what cannot be said to be one is refused', async () => {
    const log = await logs.open(server.url);
    const large = (): Record<string, unknown> => ({ text: 'x'.repeat(400_000) });
    const stream = newStream();
    const events = Array.from({ length: 5 }, () => newEvent({ stream, data: large() }));
    await expect(log.append(events, { expectedRevision: 'none' })).rejects.toMatchObject({ code: 'RAPPORT_BODY_TOO_LARGE', status: 413 });
    await expect(log.append([newEvent({ stream }), newEvent({ data: { text: 'x'.repeat(1_100_000) } })])).rejects.toMatchObject({ code: 'RAPPORT_BODY_TOO_LARGE' });
    expect(await log.readStream(stream, { limit: 1 })).toBeUndefined();
    expect((await log.append(events)).map(({ status }) => status)).toEqual(Array(5).fill('appended'));
    expect(idsOf((await log.readStream(stream, { limit: 10 }))!)).toEqual(idsOf(events));
  });
});
