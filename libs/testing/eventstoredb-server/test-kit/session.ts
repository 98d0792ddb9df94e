import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, type JSONEventType, type EventData } from '@eventstore/db-client';
import { type EventStoreServer, type EventStoreServerOptions, startEventStoreServer } from '../start-event-store-server';

/** A server and a client of a test's own. */
export interface Session {
  readonly server: EventStoreServer;
  readonly client: EventStoreDBClient;
  readonly close: () => Promise<void>;
}

export async function openSession(options: EventStoreServerOptions = {}): Promise<Session> {
  const server = await startEventStoreServer({ graceMs: 0, ...options });
  const client = EventStoreDBClient.connectionString(server.url);
  return {
    server,
    client,
    close: async () => {
      await client.dispose();
      await server.stop('kill');
    },
  };
}

export const anEvent = (id: string = randomUUID(), type = 'happened'): EventData<JSONEventType> => jsonEvent({ id, type, data: { some: 'data' } });

export const events = (count: number, type?: string): EventData<JSONEventType>[] => Array.from({ length: count }, () => anEvent(undefined, type));

/** The fields of an error that say what it is. */
export async function failureOf(action: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await action;
  } catch (error) {
    return { name: error instanceof Error ? error.constructor.name : 'none', ...(error as object) };
  }
  throw new Error('It did not fail.');
}

/** What an iterable gives, to its end. */
export async function all<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of iterable) items.push(item);
  return items;
}
