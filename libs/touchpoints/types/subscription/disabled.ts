import { defineTouchpoint } from '../../define-touchpoint';
import { Text } from '../../schema';
import { SubscriptionName } from './subscription-name';

/** The receiver said that it is gone for good (410). Nothing is sent until somebody resumes it. */
export class SubscriptionDisabled extends SubscriptionName {
  @Text() reason!: string;
}

export const subscriptionDisabled = defineTouchpoint({
  type: 'subscription.disabled',
  data: SubscriptionDisabled,
  initiator: 'system',
  origin: 'system',
  example: { subscriptionId: '0f6e7b52-6c1d-4b1e-9d43-0a9d1f7c2b11', reason: 'the receiver answered 410' },
});
