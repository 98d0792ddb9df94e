import * as types from './types';

type Entry = (typeof types)[keyof typeof types];

/** Every type of event that the house knows. A new one is a file under `types/` and a line in `types/index.ts`. */
export const catalogue: readonly Entry[] = Object.values(types);

/** The data of each type, by its name: what handlers of projections are given. */
export type DataOf = { [T in Entry as T['type']]: T['example'] };
export type EventType = keyof DataOf;
