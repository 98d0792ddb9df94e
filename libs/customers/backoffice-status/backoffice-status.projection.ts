import { DAY, formatTime } from '#kernel';
import { defineProjection } from '#projections';
import type { JsonObject } from '#read-models';
import { type Matter, type Matters, openMatters } from './matters';
import { type Statement, take, type Words } from './words';

/** A matter of which nothing was heard for so long no longer holds promotions: its end may never have been told. */
const LONGEST_HOLD = 60 * DAY;
/** States in which an offer would come at a bad time. */
const HOLDING = new Set(['overdue', 'payment-failed', 'delayed', 'production-delayed', 'open', 'reopened']);

/**
 * What stands open between the customer and the back office, and whether promotions had better wait for it: an invoice that is overdue or could not be collected,
 * goods that are late, a case that is not solved. Latest word by matter: the order of arrival does not matter.
 */
export const backofficeStatus = defineProjection<Words>({
  name: 'backoffice-status',
  version: 1,
  summary: 'Open invoices, goods on their way and cases, and whether promotions wait for them',
  orderMatters: false,
  fields: { openInvoices: 'number', overdueInvoices: 'number', openShipments: 'number', lateShipments: 'number', openCases: 'number', 'promotions.suppressed': 'flag' },
  initial: () => ({}),
  on: {
    'billing.invoice-issued': (words, event) => { take(words, `invoice:${event.data.invoiceId}`, event); },
    'billing.invoice-overdue': (words, event) => { take(words, `invoice:${event.data.invoiceId}`, event); },
    'billing.invoice-paid': (words, event) => { take(words, `invoice:${event.data.invoiceId}`, event); },
    'billing.payment-failed': (words, event) => {
      if (typeof event.data.invoiceId === 'string') take(words, `invoice:${event.data.invoiceId}`, event);
    },
    'fulfilment.production-delayed': (words, event) => {
      const id = event.data.orderId ?? event.data.workOrderId;
      if (typeof id === 'string') take(words, `production:${id}`, event);
    },
    'fulfilment.shipment-dispatched': (words, event) => { takeShipment(words, event); },
    'fulfilment.shipment-delayed': (words, event) => { takeShipment(words, event); },
    'fulfilment.shipment-delivered': (words, event) => { takeShipment(words, event); },
    'case.opened': (words, event) => { take(words, `case:${event.data.caseId}`, event); },
    'case.reopened': (words, event) => { take(words, `case:${event.data.caseId}`, event); },
    'case.resolved': (words, event) => { take(words, `case:${event.data.caseId}`, event); },
    'case.assigned': (words, event) => { take(words, `team:${event.data.caseId}`, event); },
    'commerce.order-cancelled': (words, event) => { take(words, `cancelled:${event.data.orderId}`, event); },
  },
  view: (words, { at }) => {
    // Cancellations alone are no matter of the back office.
    if (Object.keys(words).every((matter) => matter.startsWith('cancelled:'))) return undefined;
    const matters = openMatters(words);
    const { invoices, shipments, cases } = matters;
    const because = untimely(matters).filter(({ word }) => at < word.at + LONGEST_HOLD);
    return {
      openInvoices: invoices.length,
      overdueInvoices: invoices.filter(({ state }) => state !== 'issued').length,
      openShipments: shipments.length,
      lateShipments: shipments.filter(({ state }) => HOLDING.has(state)).length,
      openCases: cases.length,
      invoices: invoices.map(invoiceOf),
      shipments: shipments.map(shipmentOf),
      cases: cases.map((matter) => caseOf(matter, words)),
      promotions: { suppressed: because.length > 0, because: because.map(({ id, state, word }) => ({ id, state, since: formatTime(word.at) })) },
    };
  },
  dueAt: (words, after) => {
    const ends = untimely(openMatters(words)).map(({ word }) => word.at + LONGEST_HOLD).filter((end) => end > after);
    return ends.length === 0 ? undefined : Math.min(...ends);
  },
});

/** Goods go by the shipment's id, or where there is none by the order's. */
function takeShipment(words: Words, event: Statement): void {
  const { shipmentId, orderId } = event.data;
  if (typeof shipmentId === 'string') take(words, `shipment:${shipmentId}`, event);
  else if (typeof orderId === 'string') take(words, `order:${orderId}`, event);
}

function untimely({ invoices, shipments, cases }: Matters): Matter[] {
  return [...invoices, ...shipments, ...cases].filter(({ state }) => HOLDING.has(state));
}

function invoiceOf({ id, state, word: { at, orderId, total, currency, dueAt } }: Matter): JsonObject {
  return { invoiceId: id, state, since: formatTime(at), ...known({ orderId, total, currency, dueAt: dueAt === undefined ? undefined : formatTime(dueAt) }) };
}

function shipmentOf({ id, state, word: { at, orderId, shipmentId, expectedAt, reason } }: Matter): JsonObject {
  return { id, state, since: formatTime(at), ...known({ orderId, shipmentId, expectedAt: expectedAt === undefined ? undefined : formatTime(expectedAt), reason }) };
}

function caseOf({ id, state, word: { at } }: Matter, words: Words): JsonObject {
  return { caseId: id, state, since: formatTime(at), ...known({ team: words[`team:${id}`]?.team }) };
}

function known(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
