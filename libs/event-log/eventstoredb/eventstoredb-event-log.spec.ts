import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#kernel';
import { type EventStoreServer, startEventStoreServer } from '#testing/eventstoredb-server';
import { EventTypes } from '#touchpoints';
import { EventCodec } from '../codec';
import { eventLogConformance, type EventLogUnderTest } from '../conformance';
import { EventStoreDbEventLog } from './eventstoredb-event-log';

/** Opens a log with a namespace of its own, and with it again and again. */
async function openAt(url: string, clock: Clock, recentBytes: number): Promise<EventLogUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-esdb-'));
  const namespace = `test_${randomUUID().replaceAll('-', '')}`;
  const open = (): Promise<EventStoreDbEventLog> => EventStoreDbEventLog.open({ url, namespace, codec: new EventCodec(new EventTypes()), clock, indexFile: join(folder, 'log-index.db'), writer: true, recentBytes });
  let log = await open();
  const reopen = async (): Promise<EventStoreDbEventLog> => log.close().then(async () => (log = await open()));
  return { log, reopen, close: () => log.close().then(() => { rmSync(folder, { recursive: true }); }) };
}

const RECENT = 16 * 1_048_576;
const real = process.env['RAPPORT_TEST_EVENTSTOREDB_URL'];

if (real === undefined) {
  describe('on a server of our own', () => {
    let server: EventStoreServer;
    beforeAll(async () => {
      server = await startEventStoreServer();
    });
    afterAll(() => server.stop('kill'));
    eventLogConformance('the EventStoreDB log', (clock) => openAt(server.url, clock, RECENT));
    eventLogConformance('the EventStoreDB log, reading everything from the server', (clock) => openAt(server.url, clock, 0));
  });
} else {
  eventLogConformance('the log in the EventStoreDB at RAPPORT_TEST_EVENTSTOREDB_URL', (clock) => openAt(real, clock, RECENT));
  eventLogConformance('the same, reading everything from the server', (clock) => openAt(real, clock, 0));
}
