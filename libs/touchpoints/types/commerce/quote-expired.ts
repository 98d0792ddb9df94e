import { defineTouchpoint } from '../../define-touchpoint';
import { Id } from '../../schema';

/** A quote's time ran out unanswered. */
export class QuoteExpired {
  @Id() quoteId!: string;
}

export const quoteExpired = defineTouchpoint({
  type: 'commerce.quote-expired',
  data: QuoteExpired,
  initiator: 'system',
  example: { quoteId: 'Q-9' },
});
