import { RapportError } from '#kernel';
import type { TopicSpec } from '../bridge';
import { deadLetterSpec } from '../dead-letters';
import type { Admin } from './client';
import { isNewTopic, isOfTheConnection } from './kafka-fault';
import { outlast } from './outlast';

/** A message with its data may have so many bytes; Kafka's own default is one megabyte. */
const LARGEST = 16 * 1024 * 1024;

/** Makes the topics that are missing, with their dead letters. Settings of those that are there stand, as whoever runs the broker wanted them. @throws RAPPORT_BAD_TOPIC */
export async function ensureTopics(admin: Admin, namespace: string, specs: readonly TopicSpec[]): Promise<void> {
  const wanted = specs.flatMap((spec) => [spec, deadLetterSpec(spec)]);
  const there = new Set(await admin.listTopics());
  const missing = wanted.filter(({ name }) => !there.has(`${namespace}.${name}`));
  // The client's own waiting for leaders gives up where the broker has not yet heard of the topic that it was told to make.
  if (missing.length > 0) await admin.createTopics({ waitForLeaders: false, topics: missing.map((spec) => ({ topic: `${namespace}.${spec.name}`, numPartitions: spec.partitions, configEntries: settingsOf(spec) })) });
  const passing = (error: unknown): boolean => isNewTopic(error) || isOfTheConnection(error);
  const { topics } = await outlast(() => admin.fetchTopicMetadata({ topics: wanted.map(({ name }) => `${namespace}.${name}`) }), passing);
  // Who is named as a leader may not yet know it.
  await Promise.all(missing.map(({ name }) => outlast(() => admin.fetchTopicOffsets(`${namespace}.${name}`), passing)));
  const partitions = new Map(topics.map((topic) => [topic.name, topic.partitions.length]));
  for (const { name, partitions: asked } of wanted) {
    const has = partitions.get(`${namespace}.${name}`) ?? 0;
    if (has < asked) throw tooFew(name, has, asked);
  }
}

function settingsOf({ retention, compacted = false }: TopicSpec): { name: string; value: string }[] {
  return [
    { name: 'max.message.bytes', value: String(LARGEST) },
    ...(retention === undefined ? [] : [{ name: 'retention.ms', value: String(retention) }]),
    ...(compacted ? [{ name: 'cleanup.policy', value: 'compact' }] : []),
  ];
}

function tooFew(name: string, has: number, asked: number): RapportError {
  return new RapportError('RAPPORT_BAD_TOPIC', `topic ${name} has ${has} partitions, and ${asked} are asked for: order per key rests on them, so they are not changed; set RAPPORT_PARTITIONS to ${has}, or add partitions while the topic is empty`);
}
