import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Time } from '../../schema';
import { Subscription } from './subscription';

/** A customer commits herself to a subscription. */
export class SubscriptionStarted extends Subscription {
  @Optional() @Time() trialUntil?: string | null;
}

export const subscriptionStarted = defineTouchpoint({
  type: 'commerce.subscription-started',
  data: SubscriptionStarted,
  example: { subscriptionId: 'S-1', productId: 'tea-club', plan: 'monthly box', total: 19.9, currency: 'EUR', period: 'month' },
});
