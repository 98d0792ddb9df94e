import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Prose } from '../../schema';
import { Message } from './message';

/** The customer sends the company a message. */
export class MessageReceived extends Message {
  @Optional() @Prose() text?: string | null;
}

export const messageReceived = defineTouchpoint({
  type: 'messaging.received',
  data: MessageReceived,
  personalData: ['text'],
  example: { messageId: 'wa-7', medium: 'whatsapp', text: 'Please leave it with my neighbour, Mr Huber.' },
});
