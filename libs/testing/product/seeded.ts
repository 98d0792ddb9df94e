/** Numbers from 0 to 1 by a linear congruential generator (Numerical Recipes): the same at each run, so that what a test finds it finds again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
