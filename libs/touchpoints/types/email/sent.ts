import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional } from '../../schema';
import { EmailMessage } from './email-message';

/** The company writes an e-mail to the customer. */
export class EmailSent extends EmailMessage {
  @Optional() @Id() template?: string | null;
}

export const emailSent = defineTouchpoint({
  type: 'email.sent',
  data: EmailSent,
  initiator: 'company',
  personalData: ['subject'],
  example: { messageId: 'm-1', campaignId: 'spring', subject: 'The first flush is here', purpose: 'marketing', topic: 'new-teas', template: 'news' },
});
