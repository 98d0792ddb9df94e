import type { Position } from '#kernel';
import type { Engines } from '#platform/engines';
import type { ProjectionCatalogue } from '#projections';
import type { Context } from '../ui/context';
import { openFolderProjector } from './open-folder-projector';
import { ProjectionProgress } from './projection-progress';

/** Folds whatever the log holds into the read models; answers where they then stand. */
export async function foldAll(engines: Engines, catalogue: ProjectionCatalogue, context: Context): Promise<Position> {
  const progress = new ProjectionProgress(context);
  const projector = await openFolderProjector(engines, catalogue, context);
  try {
    progress.begin(await engines.log.head());
    await projector.catchUp((status) => { progress.show(status); });
    return BigInt(projector.status().position);
  } finally {
    progress.end();
    await projector.close();
  }
}
