import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Text } from '../../schema';
import { Message } from './message';

/** A message could not be delivered. */
export class MessageFailed extends Message {
  @Optional() @Text() reason?: string | null;
}

export const messageFailed = defineTouchpoint({
  type: 'messaging.failed',
  data: MessageFailed,
  initiator: 'system',
  example: { messageId: 'sms-1', medium: 'sms', reason: 'number not in service' },
});
