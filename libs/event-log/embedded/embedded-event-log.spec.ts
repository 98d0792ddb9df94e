import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventTypes } from '#touchpoints';
import { EventCodec } from '../codec';
import { eventLogConformance } from '../conformance';
import { EmbeddedEventLog } from './embedded-event-log';

// The writer on a thread of its own runs from dist alone: test/acceptance tries it in a started server.
eventLogConformance('the embedded event log, writing here', async (clock) => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-log-'));
  const open = (): Promise<EmbeddedEventLog> => EmbeddedEventLog.open({ file: join(folder, 'events.db'), codec: new EventCodec(new EventTypes()), clock, writer: 'here' });
  let log = await open();
  const reopen = async (): Promise<EmbeddedEventLog> => log.close().then(async () => (log = await open()));
  return { log, reopen, close: () => log.close().then(() => rmSync(folder, { recursive: true })) };
});
