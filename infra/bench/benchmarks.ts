import type { Benchmark } from './benchmark';
import { preparation } from './data/preparation';
import { rebuild } from './rebuild.bench';

/** In the order in which they are run. */
export const benchmarks: readonly Benchmark[] = [rebuild];

/** Whose sides can be run in a process of their own. */
export const withSides: readonly Pick<Benchmark, 'name' | 'sides'>[] = [...benchmarks, preparation];
