import { defineTouchpoint } from '../../define-touchpoint';
import { Amount, CurrencyCode, Id, Optional, Parts, Text } from '../../schema';
import { OrderItem } from './order-item';

/** A customer bought in a store or by telephone, and the till reports it. One `orderId` counts once. */
export class StoreOrderRecorded {
  @Id() orderId!: string;
  @Amount() total!: number;
  @CurrencyCode() currency!: string;
  @Optional() @Parts(() => OrderItem) items?: OrderItem[] | null;
  @Optional() @Text({ most: 200 }) store?: string | null;
}

export const storeOrderRecorded = defineTouchpoint({
  type: 'commerce.store-order-recorded',
  data: StoreOrderRecorded,
  example: { orderId: 'till-3/881', total: 12.5, currency: 'EUR', items: [{ productId: 'tea-2', category: 'tea', quantity: 1, price: 12.5 }], store: 'Vienna 1' },
});
