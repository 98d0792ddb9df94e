import { defineTouchpoint } from '../../define-touchpoint';
import { Count, Optional } from '../../schema';
import { Invoice } from './invoice';

/** An invoice was not paid in time. Offers had better wait. */
export class InvoiceOverdue extends Invoice {
  @Optional() @Count() daysOverdue?: number | null;
}

export const invoiceOverdue = defineTouchpoint({
  type: 'billing.invoice-overdue',
  data: InvoiceOverdue,
  initiator: 'company',
  example: { invoiceId: 'I-77', total: 59.9, currency: 'EUR', dueAt: '2026-03-15', daysOverdue: 7 },
});
