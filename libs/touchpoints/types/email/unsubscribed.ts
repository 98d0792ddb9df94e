import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Text } from '../../schema';
import { EmailMessage } from './email-message';

/** The customer used the opt-out of an e-mail. */
export class EmailUnsubscribed extends EmailMessage {
  @Optional() @Text() reason?: string | null;
}

export const emailUnsubscribed = defineTouchpoint({
  type: 'email.unsubscribed',
  data: EmailUnsubscribed,
  personalData: ['subject', 'reason'],
  example: { messageId: 'm-1', campaignId: 'spring', topic: 'new-teas', reason: 'too many e-mails' },
});
