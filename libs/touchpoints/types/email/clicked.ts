import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Url } from '../../schema';
import { EmailMessage } from './email-message';

/** A link in an e-mail was followed. */
export class EmailClicked extends EmailMessage {
  @Optional() @Url() url?: string | null;
  @Optional() @Id() linkId?: string | null;
}

export const emailClicked = defineTouchpoint({
  type: 'email.clicked',
  data: EmailClicked,
  personalData: ['subject'],
  example: { messageId: 'm-1', campaignId: 'spring', url: 'https://shop.example/tea/first-flush', linkId: 'main' },
});
