import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Resource } from './resource';
import type { Page, Projection } from './shapes';

const UNKNOWN: Resource<Page<Projection>> = { data: undefined, problem: undefined, busy: true, reload: () => undefined };

/** The projections' states, asked for once for all pages. */
export const HealthContext = createContext<Resource<Page<Projection>>>(UNKNOWN);

export function useHealth(): Resource<Page<Projection>> {
  return useContext(HealthContext);
}

/** A moment's lag is the normal course; this is more. */
const NOTABLE_SECONDS = 2;

export interface Lag {
  readonly events: number;
  readonly seconds: number;
}

/** How far the slowest projection is behind; undefined when none is, to speak of. */
export function notableLag(projections: readonly Projection[]): Lag | undefined {
  const slowest = projections.reduce<Lag | undefined>((worst, { lag }) => (worst === undefined || lag.events > worst.events ? lag : worst), undefined);
  return slowest !== undefined && slowest.events > 0 && slowest.seconds >= NOTABLE_SECONDS ? slowest : undefined;
}
