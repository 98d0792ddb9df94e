import type { Projection } from '#projections';
import type { EventTypes } from '#touchpoints';

/** Whether the projection folds events of the type. */
export function folds(projection: Projection, type: string, types: EventTypes): boolean {
  return projection.handles === 'any' ? types.get(type)?.origin === 'outside' : (projection.handles as readonly string[]).includes(type);
}
