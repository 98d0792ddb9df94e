import { randomUUID } from 'node:crypto';
import { describeOn } from '#testing/engines';
import { bridgeConformance } from '../conformance';
import { Client } from './client';
import { KafkaBridge } from './kafka-bridge';

describeOn('kafka', 'on a real broker', (brokers) => {
  const namespace = `rapport-test-${randomUUID().slice(0, 8)}`;

  afterAll(async () => {
    const admin = new Client({ brokers, clientId: namespace, debug: () => undefined }).admin();
    await admin.connect();
    const { groups } = await admin.listGroups();
    await admin.deleteGroups(groups.map(({ groupId }) => groupId).filter((id) => id.startsWith(`${namespace}.`)));
    await admin.deleteTopics({ topics: (await admin.listTopics()).filter((topic) => topic.startsWith(`${namespace}.`)) });
    await admin.disconnect();
  });

  bridgeConformance('the Kafka bridge', () => {
    const opened: KafkaBridge[] = [];
    const open = (): KafkaBridge => {
      const bridge = new KafkaBridge({ brokers, namespace });
      opened.push(bridge);
      return bridge;
    };
    return Promise.resolve({
      bridge: open(),
      another: () => Promise.resolve(open()),
      close: async () => {
        await Promise.all(opened.map((bridge) => bridge.close()));
      },
    });
  });
});
