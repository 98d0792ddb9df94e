import { defineTouchpoint } from '../../define-touchpoint';
import { Shipment } from './shipment';

/** The goods leave the house. */
export class ShipmentDispatched extends Shipment {}

export const shipmentDispatched = defineTouchpoint({
  type: 'fulfilment.shipment-dispatched',
  data: ShipmentDispatched,
  initiator: 'company',
  example: { shipmentId: 'SH-4', orderId: 'A-1', carrier: 'Austrian Post', trackingNumber: '1032', expectedAt: '2026-03-03' },
});
