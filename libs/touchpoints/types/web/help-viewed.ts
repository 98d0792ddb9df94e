import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Text, Url } from '../../schema';

/** A customer looks for help by herself: a question answered, or a call about to come. */
export class HelpViewed {
  @Optional() @Id() articleId?: string | null;
  @Optional() @Text() topic?: string | null;
  @Optional() @Url() url?: string | null;
}

export const helpViewed = defineTouchpoint({
  type: 'web.help-viewed',
  data: HelpViewed,
  example: { articleId: 'returns', topic: 'How do I return an order?', url: 'https://shop.example/help/returns' },
});
