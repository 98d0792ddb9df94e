import { defineTouchpoint } from '../../define-touchpoint';
import { Measure, Optional } from '../../schema';
import { SocialPost } from './social-post';

/** A customer speaks about the company on a social network. `sentiment` from -1 to 1, where the listening tool gives one. */
export class SocialMentioned extends SocialPost {
  @Optional() @Measure({ from: -1, to: 1 }) sentiment?: number | null;
}

export const socialMentioned = defineTouchpoint({
  type: 'social.mentioned',
  data: SocialMentioned,
  personalData: ['author', 'text', 'url'],
  example: { network: 'mastodon', postId: '1098', author: '@ann@social.example', text: 'The sencha of @teahouse is lovely', sentiment: 0.8 },
});
