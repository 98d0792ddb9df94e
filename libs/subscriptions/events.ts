import type { DataOf } from '#touchpoints';

/** The one stream that all subscriptions are facts of, so that they are read without a search through the log. */
export const SUBSCRIPTIONS_STREAM = 'subscriptions';

export const SUBSCRIPTION_FACTS = [
  'subscription.created', 'subscription.changed', 'subscription.paused', 'subscription.resumed', 'subscription.disabled', 'subscription.deleted', 'subscription.secret-rotated', 'subscription.replay-requested',
] as const;

export type SubscriptionFactType = (typeof SUBSCRIPTION_FACTS)[number];

/** A fact about a subscription, as it is folded. */
export type SubscriptionFact = { readonly [Type in SubscriptionFactType]: { readonly type: Type; readonly data: { readonly [Name in keyof DataOf[Type]]: DataOf[Type][Name] } } }[SubscriptionFactType];
