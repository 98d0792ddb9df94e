import { type Moment, sumDecimals } from '#kernel';
import { type OrderBook, placedOrders } from '#orders';

/** What is scored: the last order, how many there were, and their sum in the currency of the first. */
export interface RfmFigures {
  readonly lastOrderAt: Moment;
  readonly frequency: number;
  readonly monetary: number;
}

/** Of the orders that were not cancelled; undefined where there are none. */
export function rfmFigures(book: OrderBook): RfmFigures | undefined {
  const standing = placedOrders(book).filter(({ cancelled }) => !cancelled);
  const [first, last] = [standing[0], standing.at(-1)];
  if (!first || !last) return undefined;
  const monetary = sumDecimals(standing.filter(({ currency }) => currency === first.currency).map(({ total }) => total));
  return { lastOrderAt: last.at, frequency: standing.length, monetary };
}
