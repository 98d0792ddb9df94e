import { join } from 'node:path';
import { makeMaterialiser } from '#catalogue';
import type { Configuration } from '#platform/configuration';
import { type Engines, type ProjectorControl, ProjectorThread, RemoteProjector } from '#platform/engines';
import type { Log } from '#platform/logging';
import type { ProjectionCatalogue } from '#projections';

const SCRIPT = join(__dirname, '..', 'projector', 'projector.worker.js');

/**
 * The projector as this process sees it. On the embedded read models it is a thread of this process. On read models that processes share it is whoever runs
 * units of work, this process among them if that is its role.
 */
export async function openProjector(configuration: Configuration, engines: Engines, catalogue: ProjectionCatalogue, log: Log): Promise<ProjectorControl> {
  const start = (): Promise<ProjectorThread> => ProjectorThread.start(SCRIPT, configuration, engines, (message, reason) => { log.warn(message, { reason }); });
  if (configuration.readModels === 'embedded') return start();
  const own = configuration.roles.includes('projector') ? await start() : undefined;
  return RemoteProjector.open({ ...engines, catalogue, partitions: configuration.partitions, own, materialise: makeMaterialiser({ ...engines, catalogue }) });
}
