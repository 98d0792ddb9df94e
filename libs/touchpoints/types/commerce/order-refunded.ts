import { defineTouchpoint } from '../../define-touchpoint';
import { Amount, CurrencyCode, Id, Optional, Parts, Text } from '../../schema';
import { OrderItem } from './order-item';

/** Money goes back for an order that stands: the total is the amount refunded this time. May arrive before its order. */
export class OrderRefunded {
  @Id() orderId!: string;
  @Amount() total!: number;
  @CurrencyCode() currency!: string;
  @Optional() @Parts(() => OrderItem) items?: OrderItem[] | null;
  @Optional() @Text() reason?: string | null;
}

export const orderRefunded = defineTouchpoint({
  type: 'commerce.order-refunded',
  data: OrderRefunded,
  initiator: 'company',
  example: { orderId: 'A-1', total: 29.95, currency: 'EUR', reason: 'one tin was damaged' },
});
