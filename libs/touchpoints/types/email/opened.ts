import { defineTouchpoint } from '../../define-touchpoint';
import { Flag, Optional } from '../../schema';
import { EmailMessage } from './email-message';

/** An e-mail was displayed, by the customer or (`machine`) by a mail program that fetches pictures ahead of her. */
export class EmailOpened extends EmailMessage {
  @Optional() @Flag() machine?: boolean | null;
}

export const emailOpened = defineTouchpoint({
  type: 'email.opened',
  data: EmailOpened,
  personalData: ['subject'],
  example: { messageId: 'm-1', campaignId: 'spring' },
});
