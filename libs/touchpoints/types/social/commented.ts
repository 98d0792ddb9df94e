import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional } from '../../schema';
import { SocialPost } from './social-post';

/** A customer answers to a post. */
export class SocialCommented extends SocialPost {
  @Optional() @Id() inReplyTo?: string | null;
}

export const socialCommented = defineTouchpoint({
  type: 'social.commented',
  data: SocialCommented,
  personalData: ['author', 'text', 'url'],
  example: { network: 'mastodon', postId: '1102', author: '@ann@social.example', text: 'When is it back in stock?', inReplyTo: '1100' },
});
