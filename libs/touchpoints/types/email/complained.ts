import { defineTouchpoint } from '../../define-touchpoint';
import { EmailMessage } from './email-message';

/** The customer called an e-mail spam. */
export class EmailComplained extends EmailMessage {}

export const emailComplained = defineTouchpoint({
  type: 'email.complained',
  data: EmailComplained,
  personalData: ['subject'],
  example: { messageId: 'm-1', campaignId: 'spring' },
});
