import { DAY, formatTime, HOUR, MINUTE, SECOND, type Moment } from '#kernel';
import type { Identity } from '#touchpoints';
import { company, SYSTEMS } from './company';
import type { Life, Order } from './life';
import { euro } from './products';

const BY_BILLING = { source: SYSTEMS.billing };

/** Asks for the money. Most pay at once; some on account, a few of them late, and now and then a card does not go through. */
export function invoice(life: Life, at: Moment, order: Order, address: Identity): void {
  const { random } = life;
  const names = [life.debtor, address];
  const total = { total: euro(order.cents), currency: company.currency };
  const paper = { invoiceId: life.name('i'), orderId: order.orderId, ...total };
  const onAccount = order.way === 'quote' || random.chance(0.14);
  const issued = at + 5 * MINUTE;
  const dueAt = formatTime(Math.floor(issued + (onAccount ? 14 * DAY : 0)));
  life.state(issued, 'billing.invoice-issued', names, { ...paper, dueAt }, BY_BILLING);
  if (!onAccount) {
    const method = random.pick(['card', 'card', 'paypal', 'eps']);
    const failed = method === 'card' && random.chance(0.04);
    if (failed) life.state(at + 20 * SECOND, 'billing.payment-failed', names, { ...total, orderId: order.orderId, reason: random.chance(0.5) ? 'card expired' : 'declined by bank' }, BY_BILLING);
    life.state(issued + (failed ? 7 * HOUR : 10 * SECOND), 'billing.invoice-paid', names, { ...paper, method }, BY_BILLING);
    return;
  }
  const late = random.chance(0.2);
  if (late) life.state(issued + 15 * DAY, 'billing.invoice-overdue', names, { ...paper, dueAt, daysOverdue: 1 }, BY_BILLING);
  if (!late || random.chance(0.95)) life.state(issued + random.between(late ? 16 : 1, late ? 40 : 14) * DAY, 'billing.invoice-paid', names, { ...paper, method: 'transfer' }, BY_BILLING);
}
