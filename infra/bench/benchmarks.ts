import { append } from './append.bench';
import { asOf } from './as-of.bench';
import type { Benchmark } from './benchmark';
import { preparation } from './data/preparation';
import { endToEnd } from './end-to-end.bench';
import { eventStoreDb } from './eventstoredb.bench';
import { emmett } from './emmett.bench';
import { http } from './http.bench';
import { importing } from './import.bench';
import { kafka } from './kafka.bench';
import { late } from './late.bench';
import { mongodb } from './mongodb.bench';
import { rebuild } from './rebuild.bench';
import { rest } from './rest.bench';
import { visible } from './visible.bench';

/** In the order in which they are run. */
export const benchmarks: readonly Benchmark[] = [append, importing, http, rebuild, emmett, visible, asOf, rest, late, eventStoreDb, mongodb, kafka, endToEnd];

/** Whose sides can be run in a process of their own. */
export const withSides: readonly Pick<Benchmark, 'name' | 'sides'>[] = [...benchmarks, preparation];
