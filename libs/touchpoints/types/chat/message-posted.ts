import { defineTouchpoint } from '../../define-touchpoint';
import { Id, OneOf, Optional, Prose } from '../../schema';

/** Something is said in a chat, by the customer unless `author` says otherwise. */
export class ChatMessagePosted {
  @Optional() @Id() conversationId?: string | null;
  @Optional() @Prose() text?: string | null;
  @Optional() @OneOf(['customer', 'agent', 'bot', 'system']) author?: 'customer' | 'agent' | 'bot' | 'system' | null;
  @Optional() @Id() agentId?: string | null;
}

export const chatMessagePosted = defineTouchpoint({
  type: 'chat.message-posted',
  data: ChatMessagePosted,
  personalData: ['text'],
  example: { conversationId: 'chat-1', text: 'Hello, where is my order A-1?', author: 'customer' },
});
