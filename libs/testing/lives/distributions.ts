import { exp, ln } from './portable-math';
import type { Random } from './random';

/** By inversion. */
export function exponential(random: Random, mean: number): number {
  return -mean * ln(random.unit());
}

/** Standard normal: Marsaglia's polar method (Marsaglia & Bray 1964). */
export function normal(random: Random): number {
  for (;;) {
    const u = random.between(-1, 1);
    const v = random.between(-1, 1);
    const s = u * u + v * v;
    if (s < 1 && s > 0) return u * Math.sqrt((-2 * ln(s)) / s);
  }
}

/** Gamma with the given shape and mean shape·scale: Marsaglia & Tsang 2000, with their boost for shapes below 1. */
export function gamma(random: Random, shape: number, scale: number): number {
  if (shape < 1) return gamma(random, shape + 1, scale) * exp(ln(random.unit()) / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (ln(random.unit()) < 0.5 * x * x + d - d * v + d * ln(v)) return d * v * scale;
  }
}

/** Beta(a, b) as the share of one gamma in the sum of two (Johnson, Kotz & Balakrishnan 1995, chapter 25). */
export function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a, 1);
  return x / (x + gamma(random, b, 1));
}

/** Poisson for small means: Knuth's product of uniforms (The Art of Computer Programming 2, 3.4.1). */
export function poisson(random: Random, mean: number): number {
  const floor = exp(-mean);
  let product = random.unit();
  let count = 0;
  for (; product > floor; count += 1) product *= random.unit();
  return count;
}

/** Between the two, with every order of magnitude as likely as the next: how long a phone stays out of reach. */
export function logUniform(random: Random, from: number, to: number): number {
  return from * exp(random.unit() * ln(to / from));
}
