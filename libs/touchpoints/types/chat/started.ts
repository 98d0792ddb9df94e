import { defineTouchpoint } from '../../define-touchpoint';
import { Flag, Id, Optional, Text, Url } from '../../schema';

/** A customer opens a chat. `prompted` where the site had offered it to her. */
export class ChatStarted {
  @Optional() @Id() conversationId?: string | null;
  @Optional() @Text() topic?: string | null;
  @Optional() @Url() url?: string | null;
  @Optional() @Flag() prompted?: boolean | null;
}

export const chatStarted = defineTouchpoint({
  type: 'chat.started',
  data: ChatStarted,
  example: { conversationId: 'chat-1', topic: 'delivery', url: 'https://shop.example/checkout', prompted: false },
});
