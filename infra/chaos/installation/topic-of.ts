import { Kafka, logLevel } from 'kafkajs';
import { waitUntil } from '../../engines';
import type { TopicMessage } from '../invariants/topic-keeps-order';

/** For all messages to be read, ms. */
const PATIENCE = 30_000;
let readings = 0;

/** Everything in a topic of touchpoints up to its present end, each partition in its order. @throws Error where it cannot be read in time */
export async function topicOf(brokers: readonly string[], topic: string): Promise<TopicMessage[]> {
  const kafka = new Kafka({ clientId: 'chaos', brokers: [...brokers], logLevel: logLevel.NOTHING, retry: { retries: 20, initialRetryTime: 100, maxRetryTime: 1_000 } });
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map((await waitUntil(`the ends of ${topic}`, () => admin.fetchTopicOffsets(topic), { patience: PATIENCE })).filter(({ low, high }) => BigInt(high) > BigInt(low)).map(({ partition, high }) => [partition, BigInt(high)]));
  await admin.disconnect();
  const messages: TopicMessage[] = [];
  if (ends.size === 0) return messages;
  const consumer = kafka.consumer({ groupId: `chaos-${String(process.pid)}-${String((readings += 1))}` });
  let timer: NodeJS.Timeout | undefined;
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((done, failed) => {
      timer = setTimeout(() => { failed(new Error(`the topic ${topic} could not be read to its end`)); }, PATIENCE);
      consumer.run({
        eachMessage: ({ partition, message: { key, headers, offset } }) => {
          const end = ends.get(partition);
          if (end !== undefined && BigInt(offset) < end) messages.push({ partition, key: key?.toString() ?? '', id: textOf(headers?.['ce_id']), position: BigInt(textOf(headers?.['ce_position'])) });
          if (end !== undefined && BigInt(offset) >= end - 1n) ends.delete(partition);
          if (ends.size === 0) done();
          return Promise.resolve();
        },
      }).catch(failed);
    });
  } finally {
    clearTimeout(timer);
    await consumer.disconnect();
  }
  return messages;
}

function textOf(header: unknown): string {
  return Array.isArray(header) ? textOf(header[0]) : Buffer.isBuffer(header) ? header.toString() : typeof header === 'string' ? header : '';
}
