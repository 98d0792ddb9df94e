import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { START } from '#kernel';
import { type EventStoreServer, startEventStoreServer } from '#testing/eventstoredb-server';
import { idsOf, newEvent, newEvents, newStream, newType } from '../conformance/subject';
import type { EventLog } from '../event-log';
import { LogsUnderTest } from './logs-under-test';

describe('events in EventStoreDB that are not of this log', () => {
  let server: EventStoreServer;
  let client: EventStoreDBClient;
  let logs: LogsUnderTest;
  let log: EventLog;
  beforeAll(async () => {
    server = await startEventStoreServer();
    client = EventStoreDBClient.connectionString(server.url);
  });
  afterAll(async () => {
    await client.dispose();
    await server.stop('kill');
  });
  beforeEach(async () => {
    logs = new LogsUnderTest();
    log = await logs.open(server.url);
  });
  afterEach(() => logs.close());

  const json = (parts: object = {}): ReturnType<typeof jsonEvent> => jsonEvent({ type: 'web.page-viewed', data: { theirs: true }, ...parts });
  const broken = [
    json(), json({ metadata: { id: 5 } }), json({ metadata: { id: 'x', occurredAt: 'yesterday', recordedAt: 1, identities: [], meta: {} } }), json({ type: '$>' }),
    binaryEvent({ type: 'web.page-viewed', data: Buffer.from('{ not JSON'), metadata: Buffer.from('\u0000{{') }), json({ metadata: 'text' }), json({ metadata: [1] }),
  ];

  it.each([
    ['streams of the system', (): string => '$test-stream'], ['streams of others', (): string => `order-${newStream()}`],
    ['namespaces that begin as this one', (): string => `${logs.namespace}x-${newStream()}`], ['a stream by the name of the namespace', (): string => logs.namespace],
  ])('are not seen in %s', async (_, name) => {
    const type = newType();
    const [before, after] = [newEvent({ type }), newEvent({ type })];
    await log.append([before]);
    await client.appendToStream(name(), [...broken, json({ type })]);
    await log.append([after]);
    expect(idsOf(await log.readAll({ after: START, limit: 100 }))).toEqual(idsOf([before, after]));
    expect(idsOf(await log.readAll({ types: [type], limit: 100 }))).toEqual(idsOf([before, after]));
    expect(await log.countsByType()).toEqual(new Map([[type, 2]]));
  });

  it('are left out within a stream of ours, and take no revision', async () => {
    const stream = newStream();
    const events = newEvents(6, { stream });
    for (const event of events) {
      await client.appendToStream(`${logs.namespace}-${stream}`, broken);
      await log.append([event]);
    }
    await client.appendToStream(`${logs.namespace}-${stream}`, broken);
    const ids = idsOf(events);
    const read = (await log.readStream(stream, { limit: 100 }))!;
    expect(read.map(({ id, revision }) => [id, revision])).toEqual(ids.map((id, index) => [id, index]));
    expect(idsOf((await log.readStream(stream, { from: 2, limit: 3 }))!)).toEqual(ids.slice(2, 5));
    expect(idsOf((await log.readStream(stream, { direction: 'backwards', limit: 2 }))!)).toEqual([ids[5], ids[4]]);
    expect(idsOf(await log.readHistory({ streams: [stream] }))).toEqual(ids);
    expect(idsOf(await log.readAll({ limit: 100 }))).toEqual(ids);
    await log.append([newEvent({ stream })], { expectedRevision: 5 });
    await expect(log.append([newEvent({ stream })], { expectedRevision: 5 })).rejects.toMatchObject({ extra: { revision: 6 } });
  });

  it('make no stream of ours', async () => {
    const stream = newStream();
    await client.appendToStream(`${logs.namespace}-${stream}`, broken);
    expect(await log.readStream(stream, { limit: 10 })).toBeUndefined();
    expect(await log.append([newEvent({ stream })], { expectedRevision: 'none' })).toMatchObject([{ status: 'appended' }]);
  });

  it('may be copies of ours: an id is still there once', async () => {
    const event = newEvent();
    const [outcome] = await log.append([event]);
    const copied = [];
    for await (const { event: own } of client.readStream(`${logs.namespace}-${event.stream}`)) copied.push(json({ id: own!.id, data: own!.data, metadata: own!.metadata }));
    await client.appendToStream(`${logs.namespace}-${newStream()}`, copied);
    await log.append([newEvent()]);
    expect(idsOf(await log.readAll({ limit: 10 })).filter((id) => id === event.id)).toHaveLength(1);
    expect((await log.event(outcome!.position))?.id).toBe(event.id);
  });

  it('may be deletions: the rest of the log goes on, and the stream may be written again', async () => {
    const stream = newStream();
    const [gone, kept] = [newEvents(3, { stream }), newEvent()];
    await log.append(gone);
    await log.append([kept]);
    await client.deleteStream(`${logs.namespace}-${stream}`);
    expect(idsOf(await log.readHistory({ streams: [stream, kept.stream] }))).toEqual([kept.id]);
    const again = newEvent({ stream });
    expect(await log.append([again])).toMatchObject([{ status: 'appended' }]);
    expect(idsOf((await log.readStream(stream, { limit: 10 }))!)).toEqual([again.id]);
    expect(await log.append(gone.slice(0, 1))).toMatchObject([{ status: 'duplicate' }]);
  });

  it('may end a stream for ever: an append says so, and no other is harmed', async () => {
    const stream = newStream();
    await log.append([newEvent({ stream })]);
    await client.tombstoneStream(`${logs.namespace}-${stream}`);
    const results = await Promise.allSettled([log.append([newEvent({ stream })]), log.append([newEvent()])]);
    expect(results).toMatchObject([{ status: 'rejected', reason: { code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(/deleted in EventStoreDB by somebody else/) } }, { status: 'fulfilled' }]);
    expect(await log.health()).toMatchObject({ ok: true });
  });
});
