import { projectionCatalogue } from '#catalogue';
import { ProjectionCatalogue } from '#projections';
import { sessions } from './sessions.projection';

/** Read models of the product that fold much of every history. */
const OWN = ['profile', 'purchasing', 'lifecycle-position', 'rfm'];

/** Four read models of the product, and a fold to which order matters: five in all. */
export function benchCatalogue(): ProjectionCatalogue {
  const own = projectionCatalogue();
  return new ProjectionCatalogue([...OWN.flatMap((name) => own.get(name) ?? []), sessions], own.reactors, own.references);
}
