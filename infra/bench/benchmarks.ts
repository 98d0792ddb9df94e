import { append } from './append.bench';
import { asOf } from './as-of.bench';
import type { Benchmark } from './benchmark';
import { preparation } from './data/preparation';
import { http } from './http.bench';
import { importing } from './import.bench';
import { late } from './late.bench';
import { rebuild } from './rebuild.bench';
import { rest } from './rest.bench';
import { visible } from './visible.bench';

/** In the order in which they are run. */
export const benchmarks: readonly Benchmark[] = [append, importing, http, rebuild, visible, asOf, rest, late];

/** Whose sides can be run in a process of their own. */
export const withSides: readonly Pick<Benchmark, 'name' | 'sides'>[] = [...benchmarks, preparation];
