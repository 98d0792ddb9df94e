import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Text, Time } from '../../schema';
import { Subscription } from './subscription';

/** A customer gives notice. Until `endsAt` she is leaving, not yet lost. */
export class SubscriptionCancelled extends Subscription {
  @Optional() @Time() endsAt?: string | null;
  @Optional() @Text() reason?: string | null;
}

export const subscriptionCancelled = defineTouchpoint({
  type: 'commerce.subscription-cancelled',
  data: SubscriptionCancelled,
  personalData: ['reason'],
  example: { subscriptionId: 'S-1', plan: 'monthly box', endsAt: '2026-04-01', reason: 'too much tea' },
});
