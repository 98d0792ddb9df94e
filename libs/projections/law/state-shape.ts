import { createHash } from 'node:crypto';
import type { Projection } from './define-projection';

/** Asked for several times a second. */
const SHAPES = new WeakMap<Projection, string>();

/**
 * A fingerprint of what a projection keeps of a customer: its state as it begins, what it folds, and what is indexed. Documents kept by one shape cannot be folded on
 * by another. Rules that change while the state stays as it was are not seen here: they need a new `version`.
 */
export function stateShape(projection: Projection): string {
  const known = SHAPES.get(projection);
  if (known !== undefined) return known;
  const { handles, fields, orderMatters } = projection;
  const kept = JSON.stringify([projection.initial(), handles === 'any' ? handles : [...handles].sort(), Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)), orderMatters]);
  const shape = createHash('sha256').update(kept).digest('hex').slice(0, 16);
  SHAPES.set(projection, shape);
  return shape;
}
