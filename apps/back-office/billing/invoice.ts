import { compareDecimal, DAY, decimalToNumber, formatTime, type Moment, subtractDecimal, uuidOf } from '#kernel';
import { type Department, type Fact, ownId, type Step } from '../department';
import type { Subject, Told } from '../told';

/** What billing knows of an order. Payments, cancellations and refunds may come before it. */
export interface Invoice extends Subject {
  readonly invoiceId: string;
  readonly order?: { readonly orderId: string; readonly total: number; readonly currency: string };
  readonly issuedAt?: Moment;
  readonly dueAt?: Moment;
  readonly paidAt?: Moment;
  readonly cancelledAt?: Moment;
  readonly overdueAt?: Moment;
  /** By the id of the touchpoint, so that one told twice counts once. */
  readonly refunds?: Readonly<Record<string, { readonly total: number; readonly currency: string }>>;
}

export interface BillingTerms {
  /** From the issue of an invoice to the day by which it is to be paid, ms. */
  readonly termOfPayment: number;
}

export const BILLING_TERMS: BillingTerms = { termOfPayment: 14 * DAY };

const HEARS = ['commerce.order-completed', 'commerce.order-cancelled', 'commerce.order-refunded', 'billing.invoice-paid'] as const;
type Heard = (typeof HEARS)[number];

/** An order is asked money for, and the customer is reminded once where none comes. What is paid, cancelled or refunded as a whole is left in peace. */
export function billing({ termOfPayment }: BillingTerms = BILLING_TERMS): Department<Invoice, Heard> {
  return {
    name: 'billing', topic: 'billing', hears: HEARS, keyOf, dueAt,
    hear: (invoice, told) => hear(invoice ?? { customerId: told.customerId, identity: told.identity, invoiceId: keyOf(told) }, told, termOfPayment),
    elapse,
  };
}

/** `I-` and the order's id. */
export function invoiceIdOf(orderId: string): string {
  return ownId('I-', orderId, uuidOf);
}

/** What is still to be paid, in the order's currency; a refund in another is not subtracted. */
export function outstanding({ order, refunds = {} }: Invoice): number {
  if (!order) return 0;
  const rest = Object.values(refunds).filter(({ currency }) => currency === order.currency).reduce((sum, { total }) => subtractDecimal(sum, total), String(order.total));
  return compareDecimal(rest, 0) > 0 ? decimalToNumber(rest) : 0;
}

/** By its order where one is named: a payment service need not know our number of the invoice. */
function keyOf(told: Told<Heard>): string {
  if (told.type !== 'billing.invoice-paid') return invoiceIdOf(told.data.orderId);
  const { orderId, invoiceId } = told.data;
  return orderId === undefined || orderId === null ? invoiceId : invoiceIdOf(orderId);
}

function hear(invoice: Invoice, told: Told<Heard>, termOfPayment: number): Step<Invoice> {
  switch (told.type) {
    case 'commerce.order-completed':
      return ordered(invoice, told, termOfPayment);
    case 'commerce.order-cancelled':
      return silently({ ...invoice, cancelledAt: invoice.cancelledAt ?? told.at });
    case 'commerce.order-refunded':
      return silently({ ...invoice, refunds: { ...invoice.refunds, [told.id]: { total: told.data.total, currency: told.data.currency } } });
    case 'billing.invoice-paid':
      return silently({ ...invoice, paidAt: invoice.paidAt ?? told.at });
  }
}

function ordered(invoice: Invoice, told: Told<'commerce.order-completed'>, termOfPayment: number): Step<Invoice> {
  if (invoice.order) return silently(invoice);
  const { orderId, total, currency } = told.data;
  const known = { ...invoice, customerId: told.customerId, identity: told.identity, order: { orderId, total, currency } };
  if (invoice.cancelledAt !== undefined) return silently(known);
  const issuedAt = told.recordedAt;
  const until = issuedAt + termOfPayment;
  const fact: Fact = { type: 'billing.invoice-issued', at: issuedAt, cause: [invoice.invoiceId, 'issued'], data: { invoiceId: invoice.invoiceId, orderId, total, currency, dueAt: formatTime(until) } };
  return { work: { ...known, issuedAt, dueAt: until }, facts: [fact] };
}

function dueAt(invoice: Invoice): Moment | undefined {
  const settled = invoice.paidAt ?? invoice.cancelledAt ?? invoice.overdueAt;
  return settled === undefined && outstanding(invoice) > 0 ? invoice.dueAt : undefined;
}

function elapse(invoice: Invoice, now: Moment): Step<Invoice> {
  const due = dueAt(invoice);
  const { invoiceId, order } = invoice;
  if (due === undefined || due > now || !order) return silently(invoice);
  const fact: Fact = { type: 'billing.invoice-overdue', at: due, cause: [invoiceId, 'overdue'], data: { invoiceId, orderId: order.orderId, total: outstanding(invoice), currency: order.currency, dueAt: formatTime(due) } };
  return { work: { ...invoice, overdueAt: due }, facts: [fact] };
}

function silently(work: Invoice): Step<Invoice> {
  return { work, facts: [] };
}
