import type { Engines } from '#platform/engines';
import type { ProjectionCatalogue } from '#projections';
import type { Context } from '../ui/context';
import type { FolderProjector } from './folder-projector';
import { OwnProjector } from './own-projector';
import { SharingProjector } from './sharing-projector';

/** On the embedded read models one projector for everybody; on read models that processes share, the units of work of all of them. */
export async function openFolderProjector(engines: Engines, catalogue: ProjectionCatalogue, { configuration, log }: Context): Promise<FolderProjector> {
  const warn = (message: string, error: unknown): void => { log.warn(message, { reason: error instanceof Error ? error.message : String(error) }); };
  if (configuration.readModels === 'embedded') return new OwnProjector(engines, catalogue, warn);
  return SharingProjector.open({ engines, catalogue, partitions: configuration.partitions, warn });
}
