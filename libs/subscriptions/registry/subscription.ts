import { parsePosition, type Position } from '#kernel';
import type { SubscriptionFact } from '../events';

export type SubscriptionState = 'active' | 'paused' | 'disabled';

/** A stretch of the log that is to be sent once more. */
export interface Replay {
  readonly id: string;
  /** Exclusive. */
  readonly from: Position;
  /** Inclusive. */
  readonly to: Position;
  /** Empty: those of the subscription. */
  readonly types: readonly string[];
  readonly count: number;
}

/** What a service is told of, and where. Folded from the facts of the stream `subscriptions`; the secret is not among them. */
export interface Subscription {
  readonly id: string;
  readonly url: string;
  /** Empty: every type but the platform's own bookkeeping. */
  readonly types: readonly string[];
  readonly includeBackfill: boolean;
  readonly description: string | undefined;
  readonly state: SubscriptionState;
  /** Why it is disabled. */
  readonly reason: string | undefined;
  /** Begins after this position. */
  readonly from: Position;
  /** The log's end when it was made: what lies up to here is history, and is marked as a replay. */
  readonly head: Position;
  /** The last one asked for; whether it is done is not a fact, but where its cursor stands. */
  readonly replay: Replay | undefined;
}

/** The subscription after a fact; undefined once it is deleted, or where it was never made. */
export function applyFact(before: Subscription | undefined, { type, data }: SubscriptionFact): Subscription | undefined {
  if (type === 'subscription.created') {
    const { subscriptionId: id, url, types, includeBackfill, description, from, head } = data;
    return { id, url, types, includeBackfill, description: description ?? undefined, state: 'active', reason: undefined, from: parsePosition(from), head: parsePosition(head), replay: undefined };
  }
  if (!before) return undefined;
  switch (type) {
    case 'subscription.changed':
      return {
        ...before, url: data.url ?? before.url, types: data.types ?? before.types, includeBackfill: data.includeBackfill ?? before.includeBackfill, description: data.description === '' ? undefined : data.description ?? before.description,
      };
    case 'subscription.paused':
      return { ...before, state: 'paused', reason: undefined };
    case 'subscription.resumed':
      return { ...before, state: 'active', reason: undefined };
    case 'subscription.disabled':
      return { ...before, state: 'disabled', reason: data.reason };
    case 'subscription.deleted':
      return undefined;
    case 'subscription.secret-rotated':
      return before;
    case 'subscription.replay-requested':
      return { ...before, replay: { id: data.replayId, from: parsePosition(data.from), to: parsePosition(data.to), types: data.types, count: data.count } };
  }
}
