import { type Moment, MINUTE } from '#kernel';
import { company, SYSTEMS } from './company';
import type { Life, Order } from './life';
import { euro } from './products';

/** Calls the order off, as if it had never been made. */
export function cancel(life: Life, at: Moment, order: Order, reason: string): void {
  if (at >= life.setting.to) return;
  order.cancelled = true;
  life.state(at, 'commerce.order-cancelled', life.customer, { orderId: order.orderId, reason }, { source: SYSTEMS.shop });
}

/** Gives money back, at most what is left of the order. */
export function refund(life: Life, at: Moment, order: Order, wishedCents: number, reason: string): void {
  const cents = Math.min(wishedCents, order.cents - order.refundedCents);
  if (cents <= 0 || at >= life.setting.to) return;
  order.refundedCents += cents;
  life.state(at, 'commerce.order-refunded', life.customer, { orderId: order.orderId, total: euro(cents), currency: company.currency, reason }, { source: SYSTEMS.shop });
  life.state(at + 30 * MINUTE, 'cost.incurred', life.customer, { total: euro(Math.ceil(cents / 3)), currency: company.currency, kind: 'service', channel: 'refund' }, { source: SYSTEMS.controlling });
}
