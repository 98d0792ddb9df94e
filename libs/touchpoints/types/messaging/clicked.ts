import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Url } from '../../schema';
import { Message } from './message';

/** A link in a message was followed, or a push notification tapped. */
export class MessageClicked extends Message {
  @Optional() @Url() url?: string | null;
}

export const messageClicked = defineTouchpoint({
  type: 'messaging.clicked',
  data: MessageClicked,
  example: { messageId: 'push-4', medium: 'push', campaignId: 'spring', url: 'https://shop.example/tea/first-flush' },
});
