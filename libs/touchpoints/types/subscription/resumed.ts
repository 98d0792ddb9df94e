import { defineTouchpoint } from '../../define-touchpoint';
import { SubscriptionName } from './subscription-name';

/** It goes on from where it stood. */
export class SubscriptionResumed extends SubscriptionName {}

export const subscriptionResumed = defineTouchpoint({
  type: 'subscription.resumed',
  data: SubscriptionResumed,
  initiator: 'company',
  origin: 'call',
  example: { subscriptionId: '0f6e7b52-6c1d-4b1e-9d43-0a9d1f7c2b11' },
});
