import { defineTouchpoint } from '../../define-touchpoint';
import { SubscriptionName } from './subscription-name';

/** Nothing is sent until it is resumed; what happens meanwhile is sent then. */
export class SubscriptionPaused extends SubscriptionName {}

export const subscriptionPaused = defineTouchpoint({
  type: 'subscription.paused',
  data: SubscriptionPaused,
  initiator: 'company',
  origin: 'call',
  example: { subscriptionId: '0f6e7b52-6c1d-4b1e-9d43-0a9d1f7c2b11' },
});
