import { EventTypes } from '#touchpoints';
import { isBookkeeping, subscribedTypes, unknownTypes } from './subscribed-types';

const types = new EventTypes();

describe('the types of a subscription', () => {
  it('are those named, and all of a channel', () => {
    expect(subscribedTypes(['survey.answered', 'chat.*'], types)?.toSorted()).toEqual(['chat.ended', 'chat.message-posted', 'chat.started', 'survey.answered']);
  });

  it('are all but bookkeeping where none are named', () => {
    expect(subscribedTypes([], types)).toBeUndefined();
    expect(['intake.quarantined', 'subscription.created', 'commerce.subscription-started', 'lifecycle.stage-entered'].map(isBookkeeping)).toEqual([true, true, false, false]);
  });

  it('are of the catalogue', () => {
    expect(unknownTypes(['chat.*', 'none.such', 'web.searched', 'none.*', '*'], types).map(({ path }) => path)).toEqual(['types.1', 'types.3', 'types.4']);
  });
});
