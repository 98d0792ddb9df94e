import { KafkaJSProtocolError } from 'kafkajs';
import type { Admin } from './client';
import { ensureTopics } from './kafka-topics';

describe('topics that are made', () => {
  const fault = (type: string, message: string): Error => new KafkaJSProtocolError(Object.assign(new Error(message), { type, code: 3, retriable: true }));

  /** A broker that says so of new topics, in turn, before it knows them with so many partitions. */
  function brokerThatSays(faults: Error[], partitions: number, moved: Error[] = []): Admin & { readonly asked: number } {
    let asked = 0;
    const admin = {
      get asked() {
        return asked;
      },
      listTopics: () => Promise.resolve([]),
      createTopics: ({ waitForLeaders }: { waitForLeaders: boolean }) => (waitForLeaders ? Promise.reject(fault('UNKNOWN_TOPIC_OR_PARTITION', 'the client gives up')) : Promise.resolve(true)),
      fetchTopicMetadata: ({ topics }: { topics: string[] }) => {
        asked += 1;
        const next = faults.shift();
        return next ? Promise.reject(next) : Promise.resolve({ topics: topics.map((name) => ({ name, partitions: Array.from({ length: partitions }) })) });
      },
      fetchTopicOffsets: () => {
        const next = moved.shift();
        return next ? Promise.reject(next) : Promise.resolve([]);
      },
    };
    return admin as unknown as Admin & { readonly asked: number };
  }

  it('are waited for while the broker has not heard of them, or has no leader for them', async () => {
    const admin = brokerThatSays([fault('UNKNOWN_TOPIC_OR_PARTITION', 'This server does not host this topic-partition'), fault('LEADER_NOT_AVAILABLE', 'There is no leader for this topic-partition as we are in the middle of a leadership election')], 4);
    await ensureTopics(admin, 'rapport', [{ name: 'customers', partitions: 4 }]);
    expect(admin.asked).toBe(3);
  });

  it('are waited for while a leader does not know that it is one', async () => {
    const moved = [fault('NOT_LEADER_FOR_PARTITION', 'This server is not the leader for that topic-partition')];
    await ensureTopics(brokerThatSays([], 4, moved), 'rapport', [{ name: 'customers', partitions: 4 }]);
    expect(moved).toEqual([]);
  });

  it('are not waited for where the broker refuses', async () => {
    const admin = brokerThatSays([fault('TOPIC_AUTHORIZATION_FAILED', 'Not authorized to access topics: [Topic authorization failed]')], 4);
    await expect(ensureTopics(admin, 'rapport', [{ name: 'customers', partitions: 4 }])).rejects.toThrow('Not authorized');
    expect(admin.asked).toBe(1);
  });

  it('must have the partitions that were asked for', async () => {
    await expect(ensureTopics(brokerThatSays([], 2), 'rapport', [{ name: 'customers', partitions: 4 }])).rejects.toMatchObject({ code: 'RAPPORT_BAD_TOPIC' });
  });
});
