import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Time } from '../../schema';
import { Subscription } from './subscription';

/** A subscription goes on for another period, as a rule by itself. */
export class SubscriptionRenewed extends Subscription {
  @Optional() @Time() until?: string | null;
}

export const subscriptionRenewed = defineTouchpoint({
  type: 'commerce.subscription-renewed',
  data: SubscriptionRenewed,
  initiator: 'system',
  example: { subscriptionId: 'S-1', plan: 'monthly box', total: 19.9, currency: 'EUR', period: 'month', until: '2026-04-01' },
});
