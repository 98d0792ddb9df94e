import { defineTouchpoint } from '../../define-touchpoint';
import { Amount, CurrencyCode, Id, Optional, Text } from '../../schema';

/** A payment did not go through. Often a card that has expired, and a subscription about to be lost. */
export class PaymentFailed {
  @Optional() @Id() paymentId?: string | null;
  @Optional() @Id() invoiceId?: string | null;
  @Optional() @Id() orderId?: string | null;
  @Optional() @Id() subscriptionId?: string | null;
  @Optional() @Amount() total?: number | null;
  @Optional() @CurrencyCode() currency?: string | null;
  @Optional() @Text() reason?: string | null;
}

export const paymentFailed = defineTouchpoint({
  type: 'billing.payment-failed',
  data: PaymentFailed,
  initiator: 'company',
  example: { paymentId: 'P-5', invoiceId: 'I-77', subscriptionId: 'S-1', total: 19.9, currency: 'EUR', reason: 'card expired' },
});
