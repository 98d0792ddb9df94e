import { defineTouchpoint } from '../../define-touchpoint';
import { OneOf, Optional, Text } from '../../schema';
import { EmailMessage } from './email-message';

/** An e-mail could not be delivered: `hard` for good, `soft` for now. */
export class EmailBounced extends EmailMessage {
  @Optional() @OneOf(['hard', 'soft']) kind?: 'hard' | 'soft' | null;
  @Optional() @Text() reason?: string | null;
}

export const emailBounced = defineTouchpoint({
  type: 'email.bounced',
  data: EmailBounced,
  initiator: 'system',
  personalData: ['subject'],
  example: { messageId: 'm-1', campaignId: 'spring', kind: 'hard', reason: 'mailbox does not exist' },
});
