import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Text } from '../../schema';

/** An order is off, as if it had never been made. May arrive before its order. */
export class OrderCancelled {
  @Id() orderId!: string;
  @Optional() @Text() reason?: string | null;
}

export const orderCancelled = defineTouchpoint({
  type: 'commerce.order-cancelled',
  data: OrderCancelled,
  personalData: ['reason'],
  example: { orderId: 'A-1', reason: 'ordered twice' },
});
