import { Kafka, logLevel } from 'kafkajs';

/** Who listens to what, by the names that the product's documentation gives. */
const LISTENERS: Readonly<Record<string, readonly string[]>> = {
  intake: ['billing', 'fulfilment', 'service'], billing: ['touchpoints'], fulfilment: ['touchpoints'], 'service-desk': ['touchpoints'],
};

/** Messages that a listener has still to take, as `group has 3 of topic before it`. @throws Error where the broker does not answer */
export async function bridgeWaits(brokers: readonly string[], namespace: string): Promise<string[]> {
  const admin = new Kafka({ clientId: 'chaos', brokers: [...brokers], logLevel: logLevel.NOTHING, retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000 } }).admin();
  await admin.connect();
  try {
    const waits: string[] = [];
    for (const [group, topics] of Object.entries(LISTENERS)) {
      for (const topic of topics) {
        const ends = await admin.fetchTopicOffsets(`${namespace}.${topic}`);
        const [committed] = await admin.fetchOffsets({ groupId: `${namespace}.${group}`, topics: [`${namespace}.${topic}`] });
        const left = ends.reduce((sum, { partition, low, high }) => {
          const offset = Number(committed?.partitions.find((each) => each.partition === partition)?.offset ?? -1);
          return sum + Number(high) - (offset < 0 ? Number(low) : offset);
        }, 0);
        if (left > 0) waits.push(`${group} has ${String(left)} of ${topic} before it`);
      }
    }
    return waits;
  } finally {
    await admin.disconnect();
  }
}
