import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#kernel';
import { EventTypes } from '#touchpoints';
import { EventCodec } from '../codec';
import { EventStoreDbEventLog, type EventStoreDbLogOptions } from './eventstoredb-event-log';

/** For specs: logs in one namespace of their own, each with an index of its own, as so many processes would have them. */
export class LogsUnderTest {
  readonly folder = mkdtempSync(join(tmpdir(), 'rapport-esdb-'));
  readonly namespace = `test_${randomUUID().replaceAll('-', '')}`;
  readonly warnings: string[] = [];
  private readonly logs: EventStoreDbEventLog[] = [];
  private indexes = 0;

  async open(url: string, options: Partial<EventStoreDbLogOptions> = {}): Promise<EventStoreDbEventLog> {
    const log = await EventStoreDbEventLog.open({
      url, namespace: this.namespace, codec: new EventCodec(new EventTypes()), clock: systemClock, indexFile: this.indexFile(), writer: true, recentBytes: 0, warn: (sentence) => this.warnings.push(sentence), ...options,
    });
    this.logs.push(log);
    return log;
  }

  /** Another one at each call. */
  indexFile(): string {
    return join(this.folder, `log-index-${String(this.indexes++)}.db`);
  }

  async close(): Promise<void> {
    await Promise.all(this.logs.map((log) => log.close()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
