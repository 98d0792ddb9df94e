import { BackOfficeMetrics, BackOfficeModule, startBackOffice } from '#app/back-office';
import { InFlight } from '#intake/receive';
import { SECOND } from '#kernel';
import type { Configuration } from '#platform/configuration';
import { openBackOfficeStore, openBridge, sharedOf, takePlace } from '#platform/engines';
import type { Log } from '#platform/logging';
import { ensureTopics } from './ensure-topics';
import { addressOf, httpApp } from './http-app';
import type { RunningServer } from './running-server';

/** Whether this process does nothing else: it needs no log and no read models then. */
export function isBackOfficeAlone({ roles }: Configuration): boolean {
  return roles.length === 1 && roles[0] === 'back-office';
}

/** The back office as a process of its own: the bridge, its books, health and metrics. */
export async function startBackOfficeAlone(configuration: Configuration, log: Log): Promise<RunningServer> {
  const stopping = new AbortController();
  const warn = (message: string, error: unknown): void => { log.warn(message, { reason: error instanceof Error ? error.message : String(error) }); };
  const { clock, types, identities } = sharedOf(configuration);
  // No event log lies in its folder, whichever the others have.
  const place = takePlace({ ...configuration, eventLog: 'eventstoredb' });
  const { store, owner } = await openBackOfficeStore(configuration);
  const bridge = await openBridge(configuration);
  const metrics = new BackOfficeMetrics(bridge);
  const office = await startBackOffice({ bridge, topics: ensureTopics(bridge, configuration.partitions, warn, stopping.signal), store, owner, ttl: configuration.leaseSeconds * SECOND, clock, types, identities, warn, stated: (department, type) => { metrics.stated(department, type); } });
  const app = await httpApp(BackOfficeModule.with({ bridge, store, metrics, shutdown: stopping.signal }), { configuration, log, inFlight: new InFlight(configuration.inFlight), serves: 'back-office', keys: undefined });
  await app.listen(configuration.port, configuration.host);
  return {
    url: addressOf(app, configuration),
    stop: async (): Promise<void> => {
      stopping.abort();
      store.hurry?.();
      await office.stop();
      await bridge.close();
      await app.close();
      await store.close();
      place.release();
    },
  };
}
