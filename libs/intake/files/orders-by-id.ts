import { uuidOf, type FieldError } from '#kernel';
import type { Touchpoint } from '#touchpoints';
import { lineFault } from './chunk';
import type { ChunkBuilder } from './chunk-builder';
import type { TextRecord } from './cut-records';
import { detached } from './detached';
import type { OccurrenceCounter } from './occurrence-counter';
import type { OrderGatherer } from './order-gatherer';
import { OrderDraft, type DraftOptions } from './order-draft';
import type { OrderRow } from './order-row';

/** What the order's touchpoint is named after: its id alone. */
export function orderUuid(orderId: string): string {
  return uuidOf('order', orderId);
}

interface OpenOrder {
  rowsLeft: number;
  draft: OrderDraft | undefined;
  /** Of its first sound row. */
  line: number;
}

export interface OrdersByIdOptions extends DraftOptions {
  /** What the user calls the columns, for faults. */
  readonly labels: { readonly customer: string; readonly amount: string };
}

/**
 * Gathers the rows of each order id, wherever in the file they stand. Told beforehand how many rows each order has, it lets an order go with its last row, and so holds
 * only those that are begun and not complete: one at a time where the rows of an order stand together, at worst all orders of several rows.
 */
export class OrdersById implements OrderGatherer {
  private readonly open = new Map<string, OpenOrder>();

  /** @param rowsOf how many rows each order has, by {@link orderUuid} */
  constructor(private readonly rowsOf: OccurrenceCounter, private readonly options: OrdersByIdOptions, private readonly chunk: ChunkBuilder<Touchpoint>) {}

  add(record: TextRecord, row: OrderRow | undefined, orderId: string | undefined): void {
    if (orderId === undefined) return;
    const order = this.open.get(orderId) ?? this.begin(orderId, record);
    order.rowsLeft -= 1;
    const error = row && this.take(order, row, record.line);
    if (error) this.chunk.fault(lineFault(record.line, record.raw, error));
    if (order.rowsLeft > 0) return;
    this.open.delete(orderId);
    this.emit(orderId, order, record.raw.length);
  }

  finish(): void {
    for (const [orderId, order] of this.open) this.emit(orderId, order, 0);
    this.open.clear();
  }

  private begin(orderId: string, { line }: TextRecord): OpenOrder {
    const order = { rowsLeft: this.rowsOf.count(orderUuid(orderId)), draft: undefined, line };
    if (order.rowsLeft > 1) this.open.set(detached(orderId), order);
    return order;
  }

  private take(order: OpenOrder, row: OrderRow, line: number): FieldError | undefined {
    const { draft, rowsLeft } = order;
    const { labels } = this.options;
    if (draft && draft.customer !== row.customer) return { path: labels.customer, code: 'other-customer', message: `is another than in the order's row on line ${order.line}` };
    const kept = rowsLeft > 0 ? detachedRow(row) : row;
    if (draft) return draft.add(kept) ? undefined : { path: labels.amount, code: 'amount', message: 'with it the sum of the order has more than 15 significant digits' };
    order.draft = new OrderDraft(kept, this.options);
    order.line = line;
    return undefined;
  }

  private emit(orderId: string, { draft, line }: OpenOrder, weight: number): void {
    if (draft === undefined) return;
    const id = draft.isRefund ? uuidOf('order-refund', orderId) : orderUuid(orderId);
    this.chunk.add(draft.touchpoint(`orders:${id}`, orderId), line, weight);
  }
}

function detachedRow({ customer, at, amount, quantity, product, category, order }: OrderRow): OrderRow {
  const copy = (text: string | undefined): string | undefined => (text === undefined ? undefined : detached(text));
  return { customer: detached(customer), at, amount, quantity, product: copy(product), category: copy(category), order: copy(order) };
}
