import { orderCompleted } from './types/commerce/order-completed';

/** Every type of event that the house knows. A new one is a file under `types/` and a line here. */
export const catalogue = [orderCompleted] as const;

type Entry = (typeof catalogue)[number];

/** The data of each type, by its name: what handlers of projections are given. */
export type DataOf = { [T in Entry as T['type']]: T['example'] };
export type EventType = keyof DataOf;
