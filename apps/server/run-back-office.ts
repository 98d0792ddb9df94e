import { startBackOffice } from '#app/back-office';
import type { Bridge } from '#bridge';
import { SECOND } from '#kernel';
import type { Configuration } from '#platform/configuration';
import { type Engines, openBackOfficeStore } from '#platform/engines';
import type { Log } from '#platform/logging';
import { ensureTopics } from './ensure-topics';

export interface BackOfficeRun extends Pick<Engines, 'clock' | 'types' | 'identities'> {
  readonly bridge: Bridge;
  readonly configuration: Configuration;
  readonly log: Log;
}

/** Whether the reference back office works in this process. */
export function hasBackOffice({ roles, backOffice }: Configuration): boolean {
  return backOffice === 'reference' && roles.includes('back-office');
}

/** The reference back office beside the other roles of this process, on books of its own. Answers how to end it. */
export async function runBackOffice({ bridge, configuration, log, clock, types, identities }: BackOfficeRun): Promise<() => Promise<void>> {
  const stop = new AbortController();
  const warn = (message: string, error: unknown): void => { log.warn(message, { reason: error instanceof Error ? error.message : String(error) }); };
  const { store, owner } = await openBackOfficeStore(configuration);
  const office = await startBackOffice({ bridge, topics: ensureTopics(bridge, configuration.partitions, warn, stop.signal), store, owner, ttl: configuration.leaseSeconds * SECOND, clock, types, identities, warn });
  return async () => {
    stop.abort();
    store.hurry?.();
    await office.stop();
    await store.close();
  };
}
