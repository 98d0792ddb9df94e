import { defineTouchpoint } from '../../define-touchpoint';
import { Count, Optional, Text } from '../../schema';

/** A customer looks for something in her own words: what she needs, and whether the site had it. */
export class Searched {
  @Text() query!: string;
  @Optional() @Count() results?: number | null;
  @Optional() @Text({ most: 200 }) category?: string | null;
}

export const searched = defineTouchpoint({
  type: 'web.searched',
  data: Searched,
  example: { query: 'decaf sencha', results: 3, category: 'tea' },
});
