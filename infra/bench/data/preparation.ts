import type { Benchmark } from '../benchmark';
import { makeLivesFolder } from './lives-folder';

/** What benchmarks rest on, made in a process of its own, so that no measuring process has its memory. */
export const preparation: Pick<Benchmark, 'name' | 'sides'> = { name: 'preparation', sides: { lives: makeLivesFolder } };
