import type { Admin, Consumer } from './client';

/**
 * Settles where a group begins that has no commit yet on the partitions of a member, and commits that: whoever goes on later, and however late the first
 * message is handled, nothing between is left out.
 */
export async function placeGroup(admin: Admin, consumer: Consumer, groupId: string, assignment: Readonly<Record<string, readonly number[]>>, from: 'beginning' | 'now'): Promise<void> {
  const topics = Object.keys(assignment);
  if (topics.length === 0) return;
  const places: { topic: string; partition: number; offset: string }[] = [];
  for (const { topic, partitions } of await admin.fetchOffsets({ groupId, topics })) {
    const fresh = partitions.filter(({ partition, offset }) => BigInt(offset) < 0n && assignment[topic]?.includes(partition) === true);
    if (fresh.length === 0) continue;
    const ends = new Map((await admin.fetchTopicOffsets(topic)).map((end) => [end.partition, end]));
    for (const { partition } of fresh) {
      const end = ends.get(partition);
      if (end) places.push({ topic, partition, offset: from === 'now' ? end.high : end.low });
    }
  }
  if (places.length === 0) return;
  await consumer.commitOffsets(places);
  for (const place of places) consumer.seek(place);
}
