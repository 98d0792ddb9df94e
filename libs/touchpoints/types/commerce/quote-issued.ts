import { defineTouchpoint } from '../../define-touchpoint';
import { Amount, CurrencyCode, Id, Optional, Parts, Time } from '../../schema';
import { OrderItem } from './order-item';

/** The company offers a price, for a time. */
export class QuoteIssued {
  @Id() quoteId!: string;
  @Optional() @Amount() total?: number | null;
  @Optional() @CurrencyCode() currency?: string | null;
  @Optional() @Parts(() => OrderItem) items?: OrderItem[] | null;
  @Optional() @Time() validUntil?: string | null;
}

export const quoteIssued = defineTouchpoint({
  type: 'commerce.quote-issued',
  data: QuoteIssued,
  initiator: 'company',
  example: { quoteId: 'Q-9', total: 1_250, currency: 'EUR', items: [{ productId: 'samovar-2', quantity: 1, price: 1_250 }], validUntil: '2026-03-31' },
});
