import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Text, Url } from '../../schema';

/** The site fails the customer with an error. Several in a visit are distress. */
export class ErrorShown {
  @Optional() @Text({ most: 200 }) code?: string | null;
  @Optional() @Text() message?: string | null;
  @Optional() @Url() url?: string | null;
}

export const errorShown = defineTouchpoint({
  type: 'web.error-shown',
  data: ErrorShown,
  initiator: 'system',
  example: { code: 'card-declined', message: 'Your card was declined', url: 'https://shop.example/checkout' },
});
