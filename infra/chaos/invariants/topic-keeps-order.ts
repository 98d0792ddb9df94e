/** A message of the topic of touchpoints, in the order of its partition. */
export interface TopicMessage {
  readonly partition: number;
  readonly key: string;
  readonly id: string;
  /** Of the event in the log. */
  readonly position: bigint;
}

/** What is wrong with the topic: acknowledged touchpoints that never came, and customers whose touchpoints, without their repeats, came in another order than the log's. */
export function topicKeepsOrder(acknowledged: ReadonlySet<string>, messages: readonly TopicMessage[]): string[] {
  const seen = new Set<string>();
  const last = new Map<string, TopicMessage>();
  const faults: string[] = [];
  for (const message of messages) {
    if (seen.has(message.id)) continue;
    seen.add(message.id);
    const before = last.get(message.key);
    if (before && before.position >= message.position) faults.push(`the topic has ${message.id} (${String(message.position)}) of customer ${message.key} behind ${before.id} (${String(before.position)})`);
    if (before && before.partition !== message.partition) faults.push(`customer ${message.key} is in partitions ${String(before.partition)} and ${String(message.partition)}`);
    last.set(message.key, message);
  }
  const missing = [...acknowledged].filter((id) => !seen.has(id));
  return [...(missing.length > 0 ? [`${String(missing.length)} acknowledged touchpoints are not in the topic: ${missing.slice(0, 10).join(', ')}`] : []), ...faults.slice(0, 10)];
}
