import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Prose } from '../../schema';
import { Message } from './message';

/** The company sends an SMS, a push notification or an instant message. */
export class MessageSent extends Message {
  @Optional() @Prose() text?: string | null;
}

export const messageSent = defineTouchpoint({
  type: 'messaging.sent',
  data: MessageSent,
  initiator: 'company',
  personalData: ['text'],
  example: { messageId: 'sms-1', medium: 'sms', purpose: 'service', text: 'Ann, your parcel comes today between 10 and 12.' },
});
