import { HOUR, MINUTE, SECOND, type Moment } from '#kernel';
import type { Identity } from '#touchpoints';
import { itemsOf, totalOf, type Line } from './basket';
import { invoice } from './billing';
import { company, SYSTEMS } from './company';
import { type Handling, ship } from './fulfilment';
import type { Life, Order } from './life';
import { collectPoints } from './loyalty';
import { sendServiceMail } from './mails';
import { euro } from './products';
import { reactToParcel } from './reactions';
import { cancel } from './refunds';

export interface OrderTerms {
  readonly way?: Order['way'];
  /** The names under which the buyer is seen at this moment. */
  readonly identities: readonly Identity[];
  readonly coupon?: { readonly code: string; readonly percent: number } | undefined;
  readonly store?: string;
  /** How it fares, where a script wants it its way: what comes of it is then the script's business too. */
  readonly handling?: Handling;
}

const CANCELLED = ['ordered twice', 'found it in town', 'changed my mind', 'delivery would take too long', 'wrong address'] as const;

/** Places the order with all that follows from it: papers, payment, parcel, points, and what the customer makes of it. */
export function placeOrder(life: Life, at: Moment, basket: readonly Line[], terms: OrderTerms): Order {
  const order = record(life, at, basket, terms);
  if (at >= life.setting.to) return order;
  life.orders.push(order);
  collectPoints(life, at, order);
  if (order.way === 'store') return order;
  const address = terms.identities.find(({ kind }) => kind === 'email') ?? life.email;
  sendServiceMail(life, at + 30 * SECOND, 'order-confirmation', `Thank you for your order ${order.orderId}`, address);
  if (terms.handling === undefined && life.random.chance(0.02)) {
    life.plan(at + life.random.between(10 * MINUTE, 10 * HOUR), (self, later) => { cancel(self, later, order, self.random.pick(CANCELLED)); });
    return order;
  }
  invoice(life, at, order, address);
  const parcel = ship(life, at, order, basket, address, terms.handling);
  if (terms.handling === undefined) reactToParcel(life, parcel, order, basket);
  return order;
}

function record(life: Life, at: Moment, basket: readonly Line[], { way = 'shop', identities, coupon, store = 'telephone' }: OrderTerms): Order {
  const gross = totalOf(basket);
  const cents = coupon ? gross - Math.floor((gross * coupon.percent) / 100) : gross;
  const orderId = life.name('o');
  const data = { orderId, total: euro(cents), currency: company.currency, items: itemsOf(basket) };
  const source = { ...(way === 'store' ? SYSTEMS.till : SYSTEMS.shop), record: `orders/${orderId}` };
  if (way === 'store' || way === 'phone') life.state(at, 'commerce.store-order-recorded', identities, { ...data, store }, { source });
  else life.state(at, 'commerce.order-completed', identities, coupon ? { ...data, coupon: coupon.code } : data, { source });
  return { orderId, at: Math.floor(at), cents, way, cancelled: false, refundedCents: 0 };
}
