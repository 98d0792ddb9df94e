import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Text } from '../../schema';
import { Invoice } from './invoice';

/** Billing has its money. */
export class InvoicePaid extends Invoice {
  @Optional() @Text({ most: 100 }) method?: string | null;
}

export const invoicePaid = defineTouchpoint({
  type: 'billing.invoice-paid',
  data: InvoicePaid,
  initiator: 'company',
  example: { invoiceId: 'I-77', orderId: 'A-1', total: 59.9, currency: 'EUR', method: 'card' },
});
