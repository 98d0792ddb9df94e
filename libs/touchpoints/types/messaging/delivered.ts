import { defineTouchpoint } from '../../define-touchpoint';
import { Message } from './message';

/** A message reached the customer's device. */
export class MessageDelivered extends Message {}

export const messageDelivered = defineTouchpoint({
  type: 'messaging.delivered',
  data: MessageDelivered,
  initiator: 'system',
  example: { messageId: 'sms-1', medium: 'sms' },
});
