import { defineTouchpoint } from '../../define-touchpoint';
import { Amount, CurrencyCode, Id, Optional } from '../../schema';

/** A customer takes up a quote. */
export class QuoteAccepted {
  @Id() quoteId!: string;
  @Optional() @Id() orderId?: string | null;
  @Optional() @Amount() total?: number | null;
  @Optional() @CurrencyCode() currency?: string | null;
}

export const quoteAccepted = defineTouchpoint({
  type: 'commerce.quote-accepted',
  data: QuoteAccepted,
  example: { quoteId: 'Q-9', orderId: 'A-2', total: 1_250, currency: 'EUR' },
});
