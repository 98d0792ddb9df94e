import { defineTouchpoint } from '../../define-touchpoint';
import { Amount, CurrencyCode, Id, Optional, Parts, Text } from '../../schema';
import { OrderItem } from './order-item';

/** A customer begins to pay. With no order soon after, the basket is abandoned. */
export class CheckoutStarted {
  @Optional() @Id() cartId?: string | null;
  @Optional() @Id() orderId?: string | null;
  @Optional() @Amount() total?: number | null;
  @Optional() @CurrencyCode() currency?: string | null;
  @Optional() @Parts(() => OrderItem) items?: OrderItem[] | null;
  @Optional() @Text() coupon?: string | null;
}

export const checkoutStarted = defineTouchpoint({
  type: 'commerce.checkout-started',
  data: CheckoutStarted,
  example: { cartId: 'cart-1', total: 59.9, currency: 'EUR', items: [{ productId: 'tea-7', category: 'tea', quantity: 2, price: 29.95 }] },
});
