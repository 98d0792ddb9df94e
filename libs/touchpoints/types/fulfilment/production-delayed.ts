import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Text, Time } from '../../schema';

/** What the customer ordered is made later than promised. */
export class ProductionDelayed {
  @Optional() @Id() workOrderId?: string | null;
  @Optional() @Id() orderId?: string | null;
  @Optional() @Id() productId?: string | null;
  @Optional() @Time() expectedAt?: string | null;
  @Optional() @Text() reason?: string | null;
}

export const productionDelayed = defineTouchpoint({
  type: 'fulfilment.production-delayed',
  data: ProductionDelayed,
  initiator: 'company',
  example: { workOrderId: 'W-2', orderId: 'A-2', productId: 'tea-set', expectedAt: '2026-03-20', reason: 'blue glaze is out of stock' },
});
