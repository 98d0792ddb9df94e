import { defineTouchpoint } from '../../define-touchpoint';
import { EmailMessage } from './email-message';

/** The customer's mail server took the e-mail. */
export class EmailDelivered extends EmailMessage {}

export const emailDelivered = defineTouchpoint({
  type: 'email.delivered',
  data: EmailDelivered,
  initiator: 'system',
  personalData: ['subject'],
  example: { messageId: 'm-1', campaignId: 'spring' },
});
