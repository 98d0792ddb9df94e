import { defineTouchpoint } from '../../define-touchpoint';
import { Amount, CurrencyCode, Id, Optional, Parts, Text } from '../../schema';
import { OrderItem } from './order-item';

/** A customer bought. The total is what is paid; its items may be left out. One `orderId` counts once. */
export class OrderCompleted {
  @Id() orderId!: string;
  @Amount() total!: number;
  @CurrencyCode() currency!: string;
  @Optional() @Parts(() => OrderItem) items?: OrderItem[] | null;
  @Optional() @Text() coupon?: string | null;
}

export const orderCompleted = defineTouchpoint({
  type: 'commerce.order-completed',
  data: OrderCompleted,
  example: { orderId: 'A-1', total: 59.9, currency: 'EUR', items: [{ productId: 'tea-7', category: 'tea', quantity: 2, price: 29.95 }] },
});
