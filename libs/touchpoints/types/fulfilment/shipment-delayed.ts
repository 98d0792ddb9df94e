import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Text } from '../../schema';
import { Shipment } from './shipment';

/** The goods come later than promised: `expectedAt` is the new day. */
export class ShipmentDelayed extends Shipment {
  @Optional() @Text() reason?: string | null;
}

export const shipmentDelayed = defineTouchpoint({
  type: 'fulfilment.shipment-delayed',
  data: ShipmentDelayed,
  initiator: 'company',
  example: { shipmentId: 'SH-4', orderId: 'A-1', expectedAt: '2026-03-06', reason: 'snow on the Brenner' },
});
