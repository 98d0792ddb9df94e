import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Text } from '../../schema';

/** A customer follows the company on a social network. */
export class SocialFollowed {
  @Optional() @Text({ most: 100 }) network?: string | null;
  @Optional() @Text({ most: 200 }) author?: string | null;
  @Optional() @Text({ most: 200 }) account?: string | null;
}

export const socialFollowed = defineTouchpoint({
  type: 'social.followed',
  data: SocialFollowed,
  personalData: ['author'],
  example: { network: 'mastodon', author: '@ann@social.example', account: '@teahouse@social.example' },
});
