import { breathe, type Moment, type Position } from '#kernel';
import type { Projection } from '../law/define-projection';
import type { ProjectionCatalogue } from '../live/catalogue';
import { generationSpec, servedOf } from '../live/generations';
import { Rebuild, type RebuildParts } from './rebuild';

export interface AsOfCollection {
  readonly projection: Projection;
  readonly collection: string;
  readonly at: Moment;
  /** How far of the log. */
  readonly position: Position;
}

/** Makes a collection of a projection's documents as of a moment: the fold stopped there, for every customer. In slices, so that others have their turn. */
export async function materialiseAsOf(parts: Omit<RebuildParts, 'referenceOf'> & { readonly catalogue: ProjectionCatalogue }, { projection, collection, at, position }: AsOfCollection): Promise<void> {
  const { store, catalogue } = parts;
  const definition = projection.reference === undefined ? undefined : catalogue.reference(projection.reference);
  const served = definition && (await servedOf(store, definition.projection));
  const reference = served && (await definition.fitAsOf(store, served.collection, at));
  const target = { projection, collection: { ...generationSpec(projection, []), id: collection } };
  const rebuild = await Rebuild.begin([target], { ...parts, referenceOf: () => reference }, { at });
  while (!(await rebuild.slice(position))) await breathe();
}
