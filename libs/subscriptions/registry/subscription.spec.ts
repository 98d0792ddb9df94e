import type { SubscriptionFact } from '../events';
import { applyFact, type Subscription } from './subscription';

const subscriptionId = 's';
const created: SubscriptionFact = { type: 'subscription.created', data: { subscriptionId, url: 'https://hooks.example/', types: ['web.searched'], includeBackfill: false, from: '7', head: '9' } };
const after = (...facts: readonly SubscriptionFact[]): Subscription | undefined => [created, ...facts].reduce<Subscription | undefined>(applyFact, undefined);

describe('a subscription', () => {
  it('is as it was made', () => {
    expect(after()).toEqual({ id: 's', url: 'https://hooks.example/', types: ['web.searched'], includeBackfill: false, description: undefined, state: 'active', reason: undefined, from: 7n, head: 9n, replay: undefined });
  });

  it('keeps what a change does not name', () => {
    expect(after({ type: 'subscription.changed', data: { subscriptionId, types: [], description: 'billing' } }, { type: 'subscription.changed', data: { subscriptionId, url: 'https://other.example/' } })).toMatchObject({ url: 'https://other.example/', types: [], description: 'billing', from: 7n });
    expect(after({ type: 'subscription.changed', data: { subscriptionId, description: 'billing' } }, { type: 'subscription.changed', data: { subscriptionId, description: '' } })?.description).toBeUndefined();
  });

  it('is paused, disabled with a reason, and resumed', () => {
    const paused: SubscriptionFact = { type: 'subscription.paused', data: { subscriptionId } };
    const disabled: SubscriptionFact = { type: 'subscription.disabled', data: { subscriptionId, reason: 'gone' } };
    const resumed: SubscriptionFact = { type: 'subscription.resumed', data: { subscriptionId } };
    expect([after(paused), after(disabled), after(disabled, resumed)].map((each) => [each?.state, each?.reason])).toEqual([['paused', undefined], ['disabled', 'gone'], ['active', undefined]]);
  });

  it('remembers the last replay', () => {
    expect(after({ type: 'subscription.replay-requested', data: { subscriptionId, replayId: 'r', from: '0', to: '9', types: [], count: 4 } })?.replay).toEqual({ id: 'r', from: 0n, to: 9n, types: [], count: 4 });
  });

  it('is no more once it is deleted, whatever is said of it then', () => {
    expect(after({ type: 'subscription.deleted', data: { subscriptionId } }, { type: 'subscription.resumed', data: { subscriptionId } })).toBeUndefined();
  });
});
