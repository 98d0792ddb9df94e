import { join } from 'node:path';
import { EventCodec, type EventLog } from '#event-log';
import { EmbeddedEventLog, type EmbeddedLogOptions } from '#event-log/embedded';
import type { Clock } from '#kernel';
import type { EventTypes } from '#touchpoints';
import type { Configuration } from '../configuration/configuration';

export interface OpenLog {
  readonly clock: Clock;
  readonly types: EventTypes;
  /** This process's own. */
  readonly folder: string;
  /** Of the embedded engine: on which thread it writes. `none`: this opening only reads. */
  readonly writer: 'thread' | 'here' | 'none';
  /** Tells the openings of one process apart, each of which keeps an index of its own. */
  readonly name?: string;
  readonly warn?: ((sentence: string) => void) | undefined;
}

/** The event log that the configuration names. Clients of engines that are not chosen are not loaded: they would cost every thread megabytes. */
export async function openLog({ eventLog, eventStoreDbUrl, namespace, data }: Configuration, { clock, types, folder, writer, name = 'log', warn }: OpenLog): Promise<EventLog> {
  if (eventLog === 'embedded') return EmbeddedEventLog.open({ ...logOptions({ data }, clock, types), writer });
  const { EventStoreDbEventLog } = await import('#event-log/eventstoredb');
  return EventStoreDbEventLog.open({ url: eventStoreDbUrl ?? '', namespace: categoryOf(namespace), codec: new EventCodec(types), clock, indexFile: join(folder, `${name}-index.db`), writer: writer !== 'none', ...(warn ? { warn } : {}) });
}

/** Of the embedded log. */
export function logOptions({ data }: Pick<Configuration, 'data'>, clock: Clock, types: EventTypes): Omit<EmbeddedLogOptions, 'writer'> {
  return { file: join(data, 'events.db'), codec: new EventCodec(types), clock };
}

/** A stream's category ends at its first dash. Each namespace has another. */
function categoryOf(namespace: string): string {
  return namespace.replaceAll('_', '__').replaceAll('-', '_d');
}
