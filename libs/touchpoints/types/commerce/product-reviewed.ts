import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Measure, Optional, Prose, Text } from '../../schema';

/** A customer says in public what she thinks of a product. The rating is on the shop's own scale. */
export class ProductReviewed {
  @Id() productId!: string;
  @Optional() @Id() reviewId?: string | null;
  @Optional() @Measure({ from: 0, to: 100 }) rating?: number | null;
  @Optional() @Text() title?: string | null;
  @Optional() @Prose() text?: string | null;
}

export const productReviewed = defineTouchpoint({
  type: 'commerce.product-reviewed',
  data: ProductReviewed,
  personalData: ['title', 'text'],
  example: { productId: 'tea-7', reviewId: 'rev-5', rating: 4, text: 'Fresh and mild, my grandmother in Graz loves it.' },
});
