import { defineTouchpoint } from '../../define-touchpoint';
import { SubscriptionName } from './subscription-name';

/** It signs with a new secret, and for a day with the old one as well. Neither is in any event. */
export class SubscriptionSecretRotated extends SubscriptionName {}

export const subscriptionSecretRotated = defineTouchpoint({
  type: 'subscription.secret-rotated',
  data: SubscriptionSecretRotated,
  initiator: 'company',
  origin: 'call',
  example: { subscriptionId: '0f6e7b52-6c1d-4b1e-9d43-0a9d1f7c2b11' },
});
