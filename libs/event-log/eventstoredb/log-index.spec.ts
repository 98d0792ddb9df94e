import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { FixedClock } from '#kernel';
import { type EventStoreServer, startEventStoreServer } from '#testing/eventstoredb-server';
import { idsOf, newEvent, newEvents, newStream, newType, NOW } from '../conformance/subject';
import type { EventLog } from '../event-log';
import { LogsUnderTest } from './logs-under-test';

describe('the log index', () => {
  let server: EventStoreServer;
  let logs: LogsUnderTest;
  beforeEach(async () => {
    server = await startEventStoreServer();
    logs = new LogsUnderTest();
  });
  afterEach(async () => {
    await logs.close();
    await server.stop('kill');
  });

  /** All that an index answers. */
  async function answers(log: EventLog, streams: readonly string[]): Promise<unknown> {
    const all = await log.readAll({ limit: 10_000 });
    const histories = await Promise.all(streams.map((stream) => log.readHistory({ streams: [stream] })));
    return { head: await log.head(), counts: await log.countsByType(), at: await log.positionAt(NOW + 5), all: all.map(({ id, position, revision, recordedAt }) => [id, position, revision, recordedAt]), histories: histories.map(idsOf) };
  }

  it('says the same after it was thrown away as before', async () => {
    const clock = new FixedClock(NOW);
    const indexFile = logs.indexFile();
    const log = await logs.open(server.url, { clock, indexFile });
    const streams = Array.from({ length: 5 }, newStream);
    for (let round = 0; round < 20; round++) {
      clock.set(NOW + ((round * 7) % 11));
      await log.append(newEvents(6, { stream: streams[round % 5]!, type: newType(), occurredAt: NOW + ((round * 37) % 13) }));
    }
    const event = newEvent();
    const outcomes = await log.append([event]);
    const before = await answers(log, streams);
    await log.close();
    expect(existsSync(indexFile)).toBe(true);
    rmSync(indexFile);
    const again = await logs.open(server.url, { clock, indexFile });
    expect(await answers(again, streams)).toEqual(before);
    expect(await again.append([event])).toEqual(outcomes.map(({ position }) => ({ status: 'duplicate', position, differs: false })));
  });

  it('is read again where it was closed, without reading the log once more', async () => {
    const indexFile = logs.indexFile();
    const log = await logs.open(server.url, { indexFile });
    const events = newEvents(50, { stream: newStream() });
    await log.append(events);
    const head = await log.head();
    await log.close();
    const other = await logs.open(server.url);
    const more = newEvents(3);
    await other.append(more);
    const again = await logs.open(server.url, { indexFile });
    expect(idsOf(await again.readAll({ after: head, limit: 10 }))).toEqual(idsOf(more));
    expect(await again.readAll({ limit: 100 })).toHaveLength(53);
    expect(logs.warnings).toEqual([]);
  });

  it('may be behind what was answered when the process dies: what it missed is read before anything is appended', async () => {
    const indexFile = logs.indexFile();
    const log = await logs.open(server.url, { indexFile });
    await log.append(newEvents(3));
    await log.head();
    const events = newEvents(5, { stream: newStream() });
    const [left, elsewhere] = [logs.indexFile(), newStream()];
    const outcomes = await log.append(events);
    for (const part of ['', '-wal']) copyFileSync(`${indexFile}${part}`, `${left}${part}`);
    const again = await logs.open(server.url, { indexFile: left });
    expect(await again.append(events.map((event) => ({ ...event, stream: elsewhere })))).toEqual(outcomes.map(({ position }) => ({ status: 'duplicate', position, differs: false })));
    expect(await again.readStream(elsewhere, { limit: 10 })).toBeUndefined();
    expect(await again.readAll({ limit: 100 })).toHaveLength(8);
  });

  it('is begun anew where the file is damaged', async () => {
    const indexFile = logs.indexFile();
    const log = await logs.open(server.url, { indexFile });
    const event = newEvent();
    await log.append([event]);
    await log.close();
    writeFileSync(indexFile, 'this is no database, and long enough to be taken for one '.repeat(200));
    const again = await logs.open(server.url, { indexFile });
    expect(idsOf(await again.readAll({ limit: 10 }))).toEqual([event.id]);
  });

  it('is begun anew for another namespace', async () => {
    const indexFile = logs.indexFile();
    const log = await logs.open(server.url, { indexFile });
    await log.append([newEvent()]);
    await log.close();
    const other = await logs.open(server.url, { indexFile, namespace: `${logs.namespace}_b` });
    expect(await other.readAll({ limit: 10 })).toEqual([]);
    const event = newEvent();
    await other.append([event]);
    expect(idsOf(await other.readAll({ limit: 10 }))).toEqual([event.id]);
  });

  it.each([0, 3])('is begun anew for another server, where there are %d events, and says so', async (count) => {
    const indexFile = logs.indexFile();
    const log = await logs.open(server.url, { indexFile });
    await log.append(newEvents(20));
    await log.close();
    const elsewhere = await startEventStoreServer();
    try {
      const events = newEvents(count);
      await (await logs.open(elsewhere.url)).append(events);
      const again = await logs.open(elsewhere.url, { indexFile });
      expect(idsOf(await again.readAll({ limit: 100 }))).toEqual(idsOf(events));
      const event = newEvent();
      await again.append([event]);
      expect(idsOf(await again.readAll({ limit: 100 })).at(-1)).toBe(event.id);
      expect(logs.warnings).toContainEqual(expect.stringMatching(/^the log index is built again: /));
    } finally {
      await logs.close().catch(() => undefined);
      await elsewhere.stop('kill');
    }
  });
});

describe('the EventStoreDB log', () => {
  it.each(['http://localhost:2113', 'esdb://', 'esdb://admin:secret-word@host:port'])('does not open with %s, and repeats nothing of it', async (url) => {
    const logs = new LogsUnderTest();
    const failure: unknown = await logs.open(url).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'RAPPORT_BAD_CONFIGURATION' });
    expect(String(failure)).not.toContain('secret-word');
    await logs.close();
  });

  it.each(['', 'a-b', '$x', 'a b'])('does not open with the namespace "%s"', async (namespace) => {
    const logs = new LogsUnderTest();
    await expect(logs.open('esdb://127.0.0.1:1?tls=false', { namespace })).rejects.toMatchObject({ code: 'RAPPORT_BAD_CONFIGURATION' });
    await logs.close();
  });
});
