import type { JsonObject } from '#read-models';
import type { Projection } from '../law/define-projection';
import type { Change } from './change';
import type { Shape } from './customer-stage';

/** The documents that end with a batch, as changes: of customers who have become one with others. `documents` answers what stands of them by now. */
export async function departuresOf(projection: Projection, shape: Shape, documents: (ids: readonly string[]) => Promise<ReadonlyMap<string, { readonly document: JsonObject | null }>>): Promise<Change[]> {
  const { merged } = shape;
  if (merged.size === 0) return [];
  const [standing, survivors] = [await documents([...merged.keys()]), await shape.customers([...merged.values()].map(({ into }) => into))];
  return [...merged].flatMap(([id, { into, position, cause }]): Change[] => {
    const before = standing.get(id)?.document ?? null;
    const survivor = survivors.get(into);
    return before && survivor ? [{ projection, customer: { id, members: survivor.members }, before, after: null, cause, reshapedAt: position, into }] : [];
  });
}
