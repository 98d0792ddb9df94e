import { defineTouchpoint } from '../../define-touchpoint';
import { Shipment } from './shipment';

/** The goods are with the customer. */
export class ShipmentDelivered extends Shipment {}

export const shipmentDelivered = defineTouchpoint({
  type: 'fulfilment.shipment-delivered',
  data: ShipmentDelivered,
  initiator: 'company',
  example: { shipmentId: 'SH-4', orderId: 'A-1', carrier: 'Austrian Post' },
});
