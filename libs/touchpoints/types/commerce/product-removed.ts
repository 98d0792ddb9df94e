import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Measure, Optional } from '../../schema';
import { Product } from './product';

/** A product is taken out of the basket again. Without a quantity: all of it. */
export class ProductRemoved extends Product {
  @Optional() @Id() cartId?: string | null;
  @Optional() @Measure({ from: 0 }) quantity?: number | null;
}

export const productRemoved = defineTouchpoint({
  type: 'commerce.product-removed',
  data: ProductRemoved,
  example: { cartId: 'cart-1', productId: 'tea-7', category: 'tea', price: 29.95, currency: 'EUR', quantity: 1 },
});
