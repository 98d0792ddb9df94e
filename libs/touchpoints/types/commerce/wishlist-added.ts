import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Text } from '../../schema';
import { Product } from './product';

/** A product is kept for later. */
export class WishlistAdded extends Product {
  @Optional() @Id() wishlistId?: string | null;
  @Optional() @Text() wishlistName?: string | null;
}

export const wishlistAdded = defineTouchpoint({
  type: 'commerce.wishlist-added',
  data: WishlistAdded,
  example: { productId: 'tea-7', name: 'Sencha', category: 'tea', price: 29.95, currency: 'EUR', wishlistId: 'w-1' },
});
