import { FrontOfficeModule, SystemModule } from '#app/front-office';
import { projectionCatalogue } from '#catalogue';
import { InFlight } from '#intake/receive';
import type { Configuration } from '#platform/configuration';
import { AtRest, collectGarbage, isStirring, openBridge, openDeliveries, openEngines } from '#platform/engines';
import type { Log } from '#platform/logging';
import { openKeys } from './ask-for-keys';
import { addressOf, httpApp } from './http-app';
import { openProjector } from './open-projector';
import { hasBackOffice, runBackOffice } from './run-back-office';
import { runBridge } from './run-bridge';
import { isBackOfficeAlone, startBackOfficeAlone } from './start-back-office-alone';
import type { RunningServer } from './running-server';

/** The roles that the configuration gives this process: engines, projector, and HTTP. Resolves when it listens. */
export async function startServer(configuration: Configuration, log: Log): Promise<RunningServer> {
  if (isBackOfficeAlone(configuration)) return startBackOfficeAlone(configuration, log);
  const shutdown = new AbortController();
  const keys = openKeys(configuration, log);
  const inFlight = new InFlight(configuration.inFlight);
  const engines = await openEngines(configuration, { use: 'server', warn: (sentence) => { log.warn(sentence); } });
  const catalogue = projectionCatalogue();
  const projector = await openProjector(configuration, engines, catalogue, log);
  const rest = new AtRest(collectGarbage);
  const stirring = isStirring();
  projector.onStatus((status) => {
    if (stirring(status)) rest.stir();
  }, { leisurely: true });
  rest.stir();
  const deliveries = openDeliveries(configuration, engines);
  const bridge = hasBridge(configuration) ? await openBridge(configuration) : undefined;
  const endBridge = bridge && runBridge({ bridge, configuration, engines, store: deliveries.store, log });
  const endBackOffice = bridge && hasBackOffice(configuration) ? await runBackOffice({ ...engines, bridge, configuration, log }) : undefined;
  const parts = { engines, deliveries, bridge, projector, catalogue, shutdown: shutdown.signal, inFlight };
  const serves = configuration.roles.includes('front-office') ? 'front-office' : 'system';
  const app = await httpApp(serves === 'front-office' ? FrontOfficeModule.with(parts) : SystemModule.with(parts), { configuration, log, inFlight, serves, keys });
  await app.listen(configuration.port, configuration.host);
  return {
    url: addressOf(app, configuration),
    stop: async (): Promise<void> => {
      shutdown.abort();
      engines.log.hurry?.();
      engines.store.hurry?.();
      projector.hurry?.();
      await endBackOffice?.();
      await endBridge?.();
      await bridge?.close();
      rest.close();
      await app.close();
      await projector.close();
      await engines.close();
    },
  };
}

/** The embedded bridge belongs to one process: without a back office in it nobody listens. */
function hasBridge(configuration: Configuration): boolean {
  return configuration.bridge !== 'embedded' || hasBackOffice(configuration);
}
