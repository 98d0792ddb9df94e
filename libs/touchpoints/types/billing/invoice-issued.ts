import { defineTouchpoint } from '../../define-touchpoint';
import { Invoice } from './invoice';

/** Billing asks for money. A credit note has a total below zero. */
export class InvoiceIssued extends Invoice {}

export const invoiceIssued = defineTouchpoint({
  type: 'billing.invoice-issued',
  data: InvoiceIssued,
  initiator: 'company',
  example: { invoiceId: 'I-77', orderId: 'A-1', total: 59.9, currency: 'EUR', dueAt: '2026-03-15' },
});
