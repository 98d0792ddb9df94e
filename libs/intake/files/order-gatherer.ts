import type { TextRecord } from './cut-records';
import type { OrderRow } from './order-row';

/** Is given the rows of a file one by one and puts the orders that they make into a chunk. */
export interface OrderGatherer {
  /**
   * @param row undefined where it was refused
   * @param orderId undefined where none is known
   */
  add(record: TextRecord, row: OrderRow | undefined, orderId: string | undefined): void;
  /** At the end of the file: puts what is still held, which is nothing unless the file was changed while it was read. */
  finish?(): void;
}
