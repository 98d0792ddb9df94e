import { defineTouchpoint } from '../../define-touchpoint';
import { Amount, Anything, CurrencyCode, Id, Optional } from '../../schema';

/** A customer makes up a product of her own from its options: demand told before anything is built. */
export class ProductConfigured {
  @Id() productId!: string;
  @Optional() @Id() configurationId?: string | null;
  @Optional() @Anything() options?: Record<string, unknown> | null;
  @Optional() @Amount() price?: number | null;
  @Optional() @CurrencyCode() currency?: string | null;
}

export const productConfigured = defineTouchpoint({
  type: 'commerce.product-configured',
  data: ProductConfigured,
  example: { productId: 'tea-set', configurationId: 'conf-3', options: { colour: 'blue', cups: 4 }, price: 89, currency: 'EUR' },
});
