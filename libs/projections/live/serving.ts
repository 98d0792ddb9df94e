import type { Position } from '#kernel';
import type { CollectionSpec, StoredDocument } from '#read-models';
import type { Checkpoints } from '../law/checkpoints';
import type { Projection } from '../law/define-projection';
import type { Served } from './generations';
import type { ActiveProjection } from './live-fold';

/** Which collection each read model is served from, which of them stand where the log is folded to, and who is parked. */
export interface Serving {
  /** Folded on, batch by batch. */
  readonly active: readonly ActiveProjection[];
  readonly parked: Set<string>;
  get(name: string): Served | undefined;
  /** Reads what is served, and activates what stands at the position; answers the projections that do not. */
  load(position: Position): Promise<Projection[]>;
  /** Folds nothing on until it is loaded or switched to again. */
  pause(): void;
  /** Serves empty collections: nothing is in the log yet, so there is nothing to build. */
  serveEmpty(projections: readonly Projection[], position: Position): Promise<void>;
  /** Serves another collection, or as much as can be served of it, from now on. `parked`: who could not be folded into it. */
  switchTo(projection: Projection, collection: string, position: Position, parked: ReadonlyMap<string, StoredDocument>): Promise<void>;
  /** All checkpoints of what is folded on together. */
  checkpointsAt(position: Position): Checkpoints;
  parkedIn(name: string): number;
  collection(id: string): Promise<CollectionSpec | undefined>;
}
