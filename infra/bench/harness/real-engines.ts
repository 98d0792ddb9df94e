import { randomBytes } from 'node:crypto';
import { engineAddress, whyWithout } from '#testing/engines';
import type { Task } from '../benchmark';
import { startEventStoreServer } from './server-process';
import { Skipped } from './skipped';

/** Of a MongoDB or a Kafka that may be used; brokers with commas between. @throws Skipped where there is none */
export function addressOf(engine: 'mongodb' | 'kafka'): string {
  const address = engineAddress(engine);
  if (address === undefined) throw new Skipped(whyWithout(engine));
  return typeof address === 'string' ? address : address.join(',');
}

/** For a side's task: the real EventStoreDB, if one is given. */
export function eventStoreDbTask(): Task {
  const url = engineAddress('eventstoredb');
  return url === undefined ? {} : { eventstoredb: url };
}

/** On which server the figures rest. */
export function eventStoreDbNamed(): string {
  return engineAddress('eventstoredb') === undefined ? 'on the test server of the same protocol, in memory' : 'on a real EventStoreDB';
}

/** Lets a side work on the EventStoreDB of its task, or on a test server of its own process that ends with it. */
export async function withEventStoreDb<Result>({ eventstoredb }: Task, work: (url: string) => Promise<Result>): Promise<Result> {
  if (typeof eventstoredb === 'string') return work(eventstoredb);
  const server = await startEventStoreServer();
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

/** A name that nobody else uses on a shared engine. */
export function newNamespace(): string {
  return `bench_${randomBytes(6).toString('hex')}`;
}
