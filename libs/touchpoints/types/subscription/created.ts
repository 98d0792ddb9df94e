import { defineTouchpoint } from '../../define-touchpoint';
import { Flag, Optional, Text, Texts } from '../../schema';
import { SubscriptionName } from './subscription-name';

/** A service asks to be told. Its secret is kept apart and is in no event. */
export class SubscriptionCreated extends SubscriptionName {
  @Text() url!: string;
  /** Empty: every type but the platform's own bookkeeping. */
  @Texts() types!: string[];
  @Flag() includeBackfill!: boolean;
  /** Position after which it begins. */
  @Text({ most: 20 }) from!: string;
  /** The log's end when it was made: what lies up to here is told as a replay. */
  @Text({ most: 20 }) head!: string;
  @Optional() @Text({ most: 500 }) description?: string | null;
}

export const subscriptionCreated = defineTouchpoint({
  type: 'subscription.created',
  data: SubscriptionCreated,
  initiator: 'company',
  origin: 'call',
  example: { subscriptionId: '0f6e7b52-6c1d-4b1e-9d43-0a9d1f7c2b11', url: 'https://billing.example/hooks', types: ['commerce.order-completed'], includeBackfill: false, from: '42', head: '42' },
});
