import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Measure, Optional } from '../../schema';
import { Product } from './product';

/** A product goes into the basket. */
export class ProductAdded extends Product {
  @Optional() @Id() cartId?: string | null;
  @Optional() @Measure({ from: 0 }) quantity?: number | null;
}

export const productAdded = defineTouchpoint({
  type: 'commerce.product-added',
  data: ProductAdded,
  example: { cartId: 'cart-1', productId: 'tea-7', name: 'Sencha', category: 'tea', price: 29.95, currency: 'EUR', quantity: 2 },
});
