import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, START } from '@eventstore/db-client';
import { all, anEvent, events, failureOf, openSession, type Session } from './test-kit/session';
import { startEventStoreServer } from './start-event-store-server';

describe('the server', () => {
  let folder: string;
  let session: Session;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rapport-esdb-'));
    session = await openSession({ folder });
  });
  afterEach(async () => {
    await session.close();
    rmSync(folder, { recursive: true });
  });

  /** Stops the server and starts another on the same files and port, which the same client goes on with. */
  async function restart(how: 'polite' | 'kill'): Promise<void> {
    const { client, server } = session;
    await server.stop(how);
    const next = await startEventStoreServer({ folder, port: server.port, graceMs: 0 });
    session = { client, server: next, close: async () => { await client.dispose(); await next.stop('kill'); } };
  }

  /** The client says that it cannot be reached until its channel has tried again. */
  async function once<T>(action: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await action();
      } catch (error) {
        if (attempt === 50) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  it.each(['polite', 'kill'] as const)('has everything again after a stop (%s) on the same files, but the memory of recent ids', async (how) => {
    const repeated = anEvent();
    await session.client.appendToStream('kept', repeated);
    await session.client.appendToStream('kept', events(3));
    await session.client.appendToStream('gone', events(1));
    await session.client.tombstoneStream('gone');
    const before = await all(session.client.readAll());
    await restart(how);
    expect(await once(() => all(session.client.readAll()))).toEqual(before);
    expect(await failureOf(session.client.appendToStream('gone', events(1)))).toMatchObject({ type: 'stream-deleted' });
    expect((await session.client.appendToStream('kept', repeated)).nextExpectedRevision).toBe(4n);
  });

  it('drops an append that a kill cut in two, and goes on after the one before it', async () => {
    await session.client.appendToStream('kept', events(3));
    const file = join(folder, 'events.log');
    const { size } = statSync(file);
    await session.client.appendToStream('kept', events(3));
    await session.server.stop('kill');
    truncateSync(file, size + 100);
    const server = await startEventStoreServer({ folder, port: session.server.port, graceMs: 0 });
    session = { ...session, server, close: async () => { await session.client.dispose(); await server.stop('kill'); } };
    expect(await once(() => all(session.client.readStream('kept')))).toHaveLength(3);
    expect((await session.client.appendToStream('kept', events(1))).nextExpectedRevision).toBe(3n);
  });

  it.each([['polite', 13], ['kill', 14]] as const)('breaks open subscriptions off when it stops (%s) with code %d', async (how, code) => {
    const failed = failureOf(new Promise((_resolve, reject) => session.client.subscribeToStream('some', { fromRevision: START }).on('error', reject).on('data', () => undefined)));
    await session.client.appendToStream('some', events(1));
    await restart(how);
    expect(await failed).toMatchObject({ code });
  });

  it('cuts connections on demand and takes new ones', async () => {
    await session.client.appendToStream('some', events(1));
    const failed = failureOf(new Promise((_resolve, reject) => session.client.subscribeToAll().on('error', reject).on('data', () => undefined)));
    await new Promise((resolve) => setTimeout(resolve, 100));
    session.server.dropConnections();
    expect(await failed).toMatchObject({ type: 'unavailable', code: 14 });
    expect((await once(() => session.client.appendToStream('some', events(1)))).nextExpectedRevision).toBe(1n);
  });

  it('refuses appends on demand, and nothing else', async () => {
    await session.client.appendToStream('some', events(1));
    session.server.refuseAppends();
    expect(await failureOf(session.client.appendToStream('some', events(1)))).toMatchObject({ code: 14 });
    expect(await all(session.client.readStream('some'))).toHaveLength(1);
    session.server.acceptAppends();
    expect((await session.client.appendToStream('some', events(1))).nextExpectedRevision).toBe(1n);
  });

  it('waits on demand', async () => {
    session.server.delay(150);
    const from = performance.now();
    await session.client.appendToStream('some', events(1));
    expect(performance.now() - from).toBeGreaterThan(140);
  });

  it('is used by several clients at once, each told of what the others write', async () => {
    const other = EventStoreDBClient.connectionString(session.server.url);
    await Promise.all([session.client, other].flatMap((client) => Array.from({ length: 20 }, () => client.appendToStream('shared', events(1)))));
    expect((await all(other.readStream('shared'))).map(({ event }) => Number(event?.revision))).toEqual([...Array(40).keys()]);
    await other.dispose();
  });
});
