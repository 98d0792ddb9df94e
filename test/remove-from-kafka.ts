import { Client } from '../libs/bridge/kafka/client';

/** Takes away the topics and groups of a test's namespace. */
export async function removeFromKafka(brokers: readonly string[], namespace: string): Promise<void> {
  const admin = new Client({ brokers, clientId: namespace, debug: () => undefined }).admin();
  await admin.connect();
  const { groups } = await admin.listGroups();
  await admin.deleteGroups(groups.map(({ groupId }) => groupId).filter((id) => id.startsWith(`${namespace}.`)));
  await admin.deleteTopics({ topics: (await admin.listTopics()).filter((topic) => topic.startsWith(`${namespace}.`)) });
  await admin.disconnect();
}
