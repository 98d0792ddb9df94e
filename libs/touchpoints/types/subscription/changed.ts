import { defineTouchpoint } from '../../define-touchpoint';
import { Flag, Optional, Text, Texts } from '../../schema';
import { SubscriptionName } from './subscription-name';

/** What of a subscription is other from now on; the rest stays. */
export class SubscriptionChanged extends SubscriptionName {
  @Optional() @Text() url?: string | null;
  @Optional() @Texts() types?: string[] | null;
  @Optional() @Flag() includeBackfill?: boolean | null;
  @Optional() @Text({ most: 500, least: 0 }) description?: string | null;
}

export const subscriptionChanged = defineTouchpoint({
  type: 'subscription.changed',
  data: SubscriptionChanged,
  initiator: 'company',
  origin: 'call',
  example: { subscriptionId: '0f6e7b52-6c1d-4b1e-9d43-0a9d1f7c2b11', types: ['commerce.order-completed', 'commerce.order-cancelled'] },
});
