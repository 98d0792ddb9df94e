import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Text, Url } from '../../schema';

/** A customer comes to the site: the first page of a visit, and where she came from. */
export class VisitStarted {
  @Optional() @Url() url?: string | null;
  @Optional() @Url() referrer?: string | null;
  @Optional() @Text({ most: 200 }) device?: string | null;
}

export const visitStarted = defineTouchpoint({
  type: 'web.visit-started',
  data: VisitStarted,
  example: { url: 'https://shop.example/spring', referrer: 'https://search.example/?q=green+tea', device: 'mobile' },
});
