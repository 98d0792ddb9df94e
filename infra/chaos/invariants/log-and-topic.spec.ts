import { logHoldsOnce } from './log-holds-once';
import { topicKeepsOrder, type TopicMessage } from './topic-keeps-order';

describe('what is wrong with a log', () => {
  it('is nothing where all that was acknowledged is there once, beside other things', () => {
    expect(logHoldsOnce(new Set(['a', 'b']), [{ id: 'b' }, { id: 'c' }, { id: 'a' }])).toEqual([]);
  });

  it('is what is lost and what is doubled', () => {
    expect(logHoldsOnce(new Set(['a', 'b']), [{ id: 'c' }, { id: 'a' }, { id: 'c' }])).toEqual(['1 acknowledged touchpoints are not in the log: b', '1 events are in the log more than once: c 2 times']);
  });
});

describe('what is wrong with a topic', () => {
  const message = (key: string, position: number, partition = 0): TopicMessage => ({ key, id: `t${String(position)}`, position: BigInt(position), partition });

  it('is nothing where each customer is in order, whatever is repeated and whoever is between', () => {
    expect(topicKeepsOrder(new Set(['t1', 't3']), [message('ann', 1), message('ben', 9, 1), message('ann', 3), message('ann', 1), message('ann', 3), message('ann', 4)])).toEqual([]);
  });

  it('is what comes behind what was later', () => {
    expect(topicKeepsOrder(new Set(), [message('ann', 3), message('ann', 1)])).toEqual(['the topic has t1 (1) of customer ann behind t3 (3)']);
  });

  it('is what never came', () => {
    expect(topicKeepsOrder(new Set(['t1', 't2']), [message('ann', 1)])).toEqual(['1 acknowledged touchpoints are not in the topic: t2']);
  });

  it('is a customer in two partitions', () => {
    expect(topicKeepsOrder(new Set(), [message('ann', 1, 0), message('ann', 2, 1)])).toEqual(['customer ann is in partitions 0 and 1']);
  });
});
