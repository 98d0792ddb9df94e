import { Id, Optional, Prose, Text, Url } from '../../schema';

/** Something said on a social network, with the author's handle there. */
export class SocialPost {
  @Optional() @Text({ most: 100 }) network?: string | null;
  @Optional() @Id() postId?: string | null;
  @Optional() @Text({ most: 200 }) author?: string | null;
  @Optional() @Prose() text?: string | null;
  @Optional() @Url() url?: string | null;
}
