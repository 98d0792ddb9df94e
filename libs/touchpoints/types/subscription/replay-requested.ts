import { defineTouchpoint } from '../../define-touchpoint';
import { Count, Id, Text, Texts } from '../../schema';
import { SubscriptionName } from './subscription-name';

/** What lies between two positions is to be sent once more, marked as a replay. */
export class SubscriptionReplayRequested extends SubscriptionName {
  @Id() replayId!: string;
  /** Exclusive. */
  @Text({ most: 20 }) from!: string;
  /** Inclusive. */
  @Text({ most: 20 }) to!: string;
  @Texts() types!: string[];
  /** How many events that was when it was asked for. */
  @Count() count!: number;
}

export const subscriptionReplayRequested = defineTouchpoint({
  type: 'subscription.replay-requested',
  data: SubscriptionReplayRequested,
  initiator: 'company',
  origin: 'call',
  example: { subscriptionId: '0f6e7b52-6c1d-4b1e-9d43-0a9d1f7c2b11', replayId: '7d1d3c7a-2f0e-4a57-8c8e-5a3f5d0b9e42', from: '0', to: '42', types: ['commerce.order-completed'], count: 7 },
});
