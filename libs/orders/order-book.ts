import { addDecimal, compareDecimal, type Moment } from '#kernel';
import type { DataOf, RecordedEvent } from '#touchpoints';

/** An order as it was placed. */
export interface PlacedOrder {
  readonly at: Moment;
  /** Of the event, to tell two of the same moment apart. */
  readonly position: string;
  readonly total: number;
  readonly currency: string;
  readonly categories: readonly string[];
}

interface Refund {
  readonly at: Moment;
  readonly total: number;
  readonly currency: string;
}

interface Entry {
  order?: PlacedOrder;
  cancelledAt?: Moment;
  refunds?: Refund[];
}

/**
 * What is known of a customer's orders, by order id. Each rule is a minimum, a maximum or a sum, so events may arrive in any order: a cancellation before
 * its order, an order twice. One order id counts once, as first placed.
 */
export type OrderBook = Record<string, Entry>;

/** An order that counts, with what was paid back for it. */
export interface Order extends PlacedOrder {
  readonly orderId: string;
  /** When it was undone: cancelled, or refunded in full. */
  readonly undoneAt: Moment | undefined;
  readonly cancelled: boolean;
  readonly refunds: readonly Refund[];
}

type OrderEvent = RecordedEvent<'commerce.order-completed', DataOf['commerce.order-completed']> | RecordedEvent<'commerce.store-order-recorded', DataOf['commerce.store-order-recorded']>;

export function takeOrder(book: OrderBook, event: OrderEvent): void {
  const { orderId, total, currency, items } = event.data;
  const placed: PlacedOrder = { at: event.occurredAt, position: event.position.toString(), total, currency, categories: [...new Set((items ?? []).flatMap(({ category }) => category ?? []))].sort() };
  const entry = entryOf(book, orderId);
  if (!entry.order || comparePlaced(placed, entry.order) < 0) entry.order = placed;
}

export function takeCancellation(book: OrderBook, event: RecordedEvent<'commerce.order-cancelled', DataOf['commerce.order-cancelled']>): void {
  const entry = entryOf(book, event.data.orderId);
  entry.cancelledAt = Math.min(entry.cancelledAt ?? Infinity, event.occurredAt);
}

export function takeRefund(book: OrderBook, event: RecordedEvent<'commerce.order-refunded', DataOf['commerce.order-refunded']>): void {
  const { orderId, total, currency } = event.data;
  const entry = entryOf(book, orderId);
  entry.refunds = [...(entry.refunds ?? []), { at: event.occurredAt, total, currency }].sort((a, b) => a.at - b.at || a.total - b.total);
}

/** The handlers of a projection whose state is an order book. */
export const orderBookHandlers = {
  'commerce.order-completed': takeOrder,
  'commerce.store-order-recorded': takeOrder,
  'commerce.order-cancelled': takeCancellation,
  'commerce.order-refunded': takeRefund,
} as const;

/** All orders that were placed, undone ones included, in the order in which they were placed. */
export function placedOrders(book: OrderBook): Order[] {
  const orders: Order[] = [];
  for (const [key, { order, cancelledAt, refunds = [] }] of Object.entries(book)) {
    if (order) orders.push({ ...order, orderId: key.slice(1), cancelled: cancelledAt !== undefined, undoneAt: cancelledAt ?? refundedInFullAt(order, refunds), refunds });
  }
  return orders.sort(comparePlaced);
}

/** The book as it stood at a moment, as far as is known now. */
export function bookAsOf(book: OrderBook, at: Moment): OrderBook {
  const then: OrderBook = {};
  for (const [key, { order, cancelledAt, refunds }] of Object.entries(book)) {
    const early = refunds?.filter((refund) => refund.at <= at) ?? [];
    then[key] = { ...(order && order.at <= at ? { order } : {}), ...(cancelledAt !== undefined && cancelledAt <= at ? { cancelledAt } : {}), ...(early.length > 0 ? { refunds: early } : {}) };
  }
  return then;
}

/** What was paid back, orders that were never seen included: files of refunds may come alone. */
export function allRefunds(book: OrderBook): Refund[] {
  return Object.values(book).flatMap(({ refunds = [] }) => refunds);
}

export function comparePlaced(a: PlacedOrder, b: PlacedOrder): number {
  if (a.at !== b.at) return a.at - b.at;
  const [first, second] = [BigInt(a.position), BigInt(b.position)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function entryOf(book: OrderBook, orderId: string): Entry {
  return (book[`#${orderId}`] ??= {});
}

function refundedInFullAt(order: PlacedOrder, refunds: readonly Refund[]): Moment | undefined {
  if (order.total === 0) return undefined;
  let sum = '0';
  for (const { at, total, currency } of refunds) {
    if (currency !== order.currency) continue;
    sum = addDecimal(sum, total);
    if (compareDecimal(sum, order.total) >= 0) return Math.max(at, order.at);
  }
  return undefined;
}
