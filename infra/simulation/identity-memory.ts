import type { Random } from '#testing/lives';

/** Identities that the stage keeps before it begins anew: KEPT in libs/customers/identity. */
const KEPT = 30_000;

/**
 * How many documents the identity stage has to fetch per event, with the memory that it has: customers drawn by Zipf's law, each event from one alone, batches as the runner makes them.
 * Real visits bring several events of one customer in a row; so this is the worst case.
 */
export function fetchesPerEvent(random: Random, { events, customers, skew, batch }: { events: number; customers: number; skew: number; batch: number }): number {
  let kept = new Set<number>();
  let fetches = 0;
  for (let event = 0; event < events; event += 1) {
    if (event % batch === 0 && kept.size > KEPT) kept = new Set();
    const customer = rankOf(random.unit(), customers, skew);
    if (kept.has(customer)) continue;
    kept.add(customer);
    fetches += 1;
  }
  return fetches / events;
}

/** The rank at a point of the distribution function, taken as continuous. */
function rankOf(unit: number, customers: number, skew: number): number {
  if (skew === 1) return Math.floor((customers + 1) ** unit);
  return Math.floor((unit * ((customers + 1) ** (1 - skew) - 1) + 1) ** (1 / (1 - skew)));
}
