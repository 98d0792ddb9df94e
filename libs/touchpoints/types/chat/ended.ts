import { defineTouchpoint } from '../../define-touchpoint';
import { Flag, Id, Measure, Optional } from '../../schema';

/** A chat is over. */
export class ChatEnded {
  @Optional() @Id() conversationId?: string | null;
  @Optional() @Measure({ from: 0 }) durationSeconds?: number | null;
  @Optional() @Flag() resolved?: boolean | null;
  @Optional() @Id() agentId?: string | null;
}

export const chatEnded = defineTouchpoint({
  type: 'chat.ended',
  data: ChatEnded,
  initiator: 'system',
  example: { conversationId: 'chat-1', durationSeconds: 340, resolved: true, agentId: 'agent-12' },
});
