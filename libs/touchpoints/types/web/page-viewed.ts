import { defineTouchpoint } from '../../define-touchpoint';
import { Measure, Optional, Text, Url } from '../../schema';

/** A page is looked at. `pageType` (home, category, product, information, …) tells intent from browsing. */
export class PageViewed {
  @Url() url!: string;
  @Optional() @Text() title?: string | null;
  @Optional() @Text() name?: string | null;
  @Optional() @Text({ most: 200 }) pageType?: string | null;
  @Optional() @Text({ most: 200 }) category?: string | null;
  @Optional() @Url() referrer?: string | null;
  @Optional() @Measure({ from: 0 }) durationSeconds?: number | null;
}

export const pageViewed = defineTouchpoint({
  type: 'web.page-viewed',
  data: PageViewed,
  example: { url: 'https://shop.example/tea/green', title: 'Green tea', pageType: 'category', category: 'tea', referrer: 'https://shop.example/' },
});
