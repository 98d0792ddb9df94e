import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { START } from '#kernel';
import { type EventStoreServer, startEventStoreServer } from '#testing/eventstoredb-server';
import { ascending, idsOf, newEvent, newEvents, newStream, newType } from '../conformance/subject';
import type { Page } from '../event-log';
import { LogsUnderTest } from './logs-under-test';

describe('the EventStoreDB log, when its server goes down and comes back', () => {
  let data: string;
  let server: EventStoreServer;
  let logs: LogsUnderTest;
  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'rapport-esdb-server-'));
    server = await startEventStoreServer({ folder: data });
    logs = new LogsUnderTest();
  });
  afterEach(async () => {
    await logs.close();
    await server.stop('kill');
    rmSync(data, { recursive: true });
  });

  async function restart(how: 'polite' | 'kill'): Promise<void> {
    const { port } = server;
    await server.stop(how);
    await sleep(50);
    server = await startEventStoreServer({ folder: data, port });
  }

  it.each(['polite', 'kill'] as const)('answers every append that was under way, writes each event once and loses none (%s)', async (how) => {
    const log = await logs.open(server.url);
    const type = newType();
    const streams = Array.from({ length: 8 }, newStream);
    const calls: ReturnType<typeof newEvents>[] = [];
    let going = true;
    const writers = streams.map(async (stream) => {
      while (going) {
        const events = newEvents(5, { stream, type });
        calls.push(events);
        const outcomes = await log.append(events);
        expect(ascending(outcomes.map(({ position }) => position))).toBe(true);
      }
    });
    for (let round = 0; round < 3; round++) {
      await sleep(100);
      await restart(how);
    }
    await sleep(100);
    going = false;
    await Promise.all(writers);
    expect(calls.length).toBeGreaterThan(8);
    const sent = calls.flat();
    const all = await log.readAll({ types: [type], limit: 100_000 });
    expect(idsOf(all).sort()).toEqual(idsOf(sent).sort());
    const repeated = await Promise.all(calls.map((events) => log.append(events)));
    expect(repeated.flat().every((outcome) => outcome.status === 'duplicate' && !outcome.differs)).toBe(true);
    for (const stream of streams) expect((await log.readStream(stream, { limit: 100_000 }))!.map(({ revision }) => revision)).toEqual(all.filter((event) => event.stream === stream).map((_, index) => index));
  });

  it('knows a repeat for ever, also when the server has forgotten its ids', async () => {
    const log = await logs.open(server.url);
    const events = newEvents(3, { stream: newStream() });
    const first = await log.append(events);
    server.loseIdempotenceMemory();
    await restart('kill');
    const repeat = first.map(({ position }) => ({ status: 'duplicate', position, differs: false }));
    expect(await log.append(events)).toEqual(repeat);
    expect(await (await logs.open(server.url)).append(events)).toEqual(repeat);
  });

  it('goes on with a subscription where it was, without gap or repeat', async () => {
    const log = await logs.open(server.url);
    const type = newType();
    const abort = new AbortController();
    const seen: string[] = [];
    const follow = (async (): Promise<void> => {
      for await (const page of log.subscribe({ after: START, types: [type], pageSize: 7, signal: abort.signal })) seen.push(...idsOf(page.events));
    })();
    const sent: string[] = [];
    for (let round = 0; round < 4; round++) {
      const events = newEvents(10, { type, stream: newStream() });
      sent.push(...idsOf(events));
      await log.append(events);
      if (round % 2 === 0) await restart(round === 0 ? 'kill' : 'polite');
      else server.dropConnections();
    }
    while (seen.length < sent.length) await sleep(10);
    abort.abort();
    await follow;
    expect(seen).toEqual(sent);
  });

  it('reads again as soon as the server is back, and has said meanwhile what is wrong', async () => {
    const log = await logs.open(server.url);
    const event = newEvent();
    await log.append([event]);
    const { port } = server;
    await server.stop('kill');
    const read = log.readStream(event.stream, { limit: 10 });
    while ((await log.health()).ok) await sleep(10);
    expect((await log.health()).reason).toMatch(/^EventStoreDB at 127\.0\.0\.1:\d+ cannot be reached/);
    server = await startEventStoreServer({ folder: data, port });
    expect(idsOf((await read) ?? [])).toEqual([event.id]);
    while (!(await log.health()).ok) await sleep(10);
  });

  it('gives up after its patience, with a sentence that says how to go on', async () => {
    const log = await logs.open(server.url, { patience: 300 });
    const event = newEvent();
    await log.append([event]);
    await server.stop('kill');
    await expect(log.append([newEvent()])).rejects.toMatchObject({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(/send it again with the same ids$/) });
    await expect(log.readStream(event.stream, { limit: 1 })).rejects.toMatchObject({ code: 'RAPPORT_STORE_UNAVAILABLE' });
    server = await startEventStoreServer({ folder: data });
  });

  it('opens before the server does', async () => {
    const { port, url } = server;
    await server.stop('kill');
    const log = await logs.open(url);
    const appended = log.append([newEvent()]);
    await sleep(100);
    expect(await (await logs.open(url, { patience: 50 })).health()).toMatchObject({ ok: false });
    server = await startEventStoreServer({ folder: data, port });
    expect(await appended).toMatchObject([{ status: 'appended' }]);
  });

  it('closes in time while the server is away, and ends its subscriptions', async () => {
    const log = await logs.open(server.url);
    await log.append([newEvent()]);
    const pages: Page[] = [];
    const follow = (async (): Promise<void> => {
      for await (const page of log.subscribe({ after: START, signal: new AbortController().signal })) pages.push(page);
    })();
    while (pages.length === 0) await sleep(5);
    await server.stop('kill');
    const from = performance.now();
    await log.close();
    await follow;
    expect(performance.now() - from).toBeLessThan(5_000);
    server = await startEventStoreServer({ folder: data });
  });
});
