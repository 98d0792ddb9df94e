import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Prose } from '../../schema';
import { EmailMessage } from './email-message';

/** The customer wrote back. */
export class EmailReplied extends EmailMessage {
  @Optional() @Prose() text?: string | null;
}

export const emailReplied = defineTouchpoint({
  type: 'email.replied',
  data: EmailReplied,
  personalData: ['subject', 'text'],
  example: { messageId: 'm-1', subject: 'Re: The first flush is here', text: 'Do you ship to Norway? Ann' },
});
