import { defineTouchpoint } from '../../define-touchpoint';
import { Flag, Id, Optional } from '../../schema';
import { SocialPost } from './social-post';

/** A customer takes part in a conversation on a social network, in `public` or with the company alone. */
export class SocialMessagePosted extends SocialPost {
  @Optional() @Id() conversationId?: string | null;
  @Optional() @Flag() public?: boolean | null;
}

export const socialMessagePosted = defineTouchpoint({
  type: 'social.message-posted',
  data: SocialMessagePosted,
  personalData: ['author', 'text', 'url'],
  example: { network: 'mastodon', conversationId: 'conv-2', postId: '1105', author: '@ann@social.example', text: 'My order has not come yet', public: false },
});
