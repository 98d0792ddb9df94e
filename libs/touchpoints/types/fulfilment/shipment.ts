import { Id, Optional, Text, Time } from '../../schema';

/** Goods on their way. */
export class Shipment {
  @Optional() @Id() shipmentId?: string | null;
  @Optional() @Id() orderId?: string | null;
  @Optional() @Text({ most: 200 }) carrier?: string | null;
  @Optional() @Text({ most: 200 }) trackingNumber?: string | null;
  @Optional() @Time() expectedAt?: string | null;
}
