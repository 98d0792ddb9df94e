import { defineTouchpoint } from '../../define-touchpoint';
import { SubscriptionName } from './subscription-name';

/** The service is told no more; what waited for it is given up. */
export class SubscriptionDeleted extends SubscriptionName {}

export const subscriptionDeleted = defineTouchpoint({
  type: 'subscription.deleted',
  data: SubscriptionDeleted,
  initiator: 'company',
  origin: 'call',
  example: { subscriptionId: '0f6e7b52-6c1d-4b1e-9d43-0a9d1f7c2b11' },
});
