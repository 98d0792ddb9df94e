import { defineTouchpoint } from '../../define-touchpoint';
import { Count, Optional } from '../../schema';
import { Product } from '../commerce/product';

/** A product page is looked at. Views of the same product again are a strong sign of intent. */
export class ProductViewed extends Product {
  @Optional() @Count({ from: 1 }) position?: number | null;
}

export const productViewed = defineTouchpoint({
  type: 'web.product-viewed',
  data: ProductViewed,
  example: { productId: 'tea-7', name: 'Sencha', category: 'tea', price: 29.95, currency: 'EUR', url: 'https://shop.example/tea/sencha', position: 2 },
});
