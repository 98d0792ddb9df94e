import type { Random } from '#testing/lives';

/** Customers whose partition is drawn one by one. The rest are so many and each so light that every partition gets the same of them. */
const DRAWN = 1_000_000;

/**
 * What part of all events falls to each partition, where a customer's partition is drawn evenly (a range of its uuid) and its part of the events follows Zipf's law:
 * the customer of rank r has a weight of r^-skew (G. K. Zipf, Human Behavior and the Principle of Least Effort, 1949).
 * @returns parts that add up to 1.
 */
export function partitionShares(random: Random, partitions: number, customers: number, skew: number): Float64Array {
  const shares = new Float64Array(partitions);
  const drawn = Math.min(DRAWN, customers);
  let total = 0;
  for (let rank = 1; rank <= drawn; rank += 1) {
    const weight = rank ** -skew;
    const partition = Math.floor(random.unit() * partitions);
    shares[partition] = (shares[partition] ?? 0) + weight;
    total += weight;
  }
  const rest = integral(drawn + 0.5, customers + 0.5, skew);
  total += rest;
  return shares.map((share) => (share + rest / partitions) / total);
}

/** The part of the one customer with the most events. */
export function heaviestCustomer(customers: number, skew: number): number {
  return 1 / (1 + integral(1.5, customers + 0.5, skew));
}

/** Sum of r^-skew between two ranks, as an integral by the midpoint rule: exact enough beyond the first ranks. */
function integral(from: number, to: number, skew: number): number {
  return skew === 1 ? Math.log(to / from) : (to ** (1 - skew) - from ** (1 - skew)) / (1 - skew);
}
