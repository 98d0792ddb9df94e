import { randomUUID } from 'node:crypto';
import { CloudEvent, Kafka } from 'cloudevents';
import { ConfigResourceTypes } from 'kafkajs';
import { describeOn } from '#testing/engines';
import { deadLetterTopic } from '../dead-letters';
import { consume, eventually, message, newGroup, take, Taker } from '../conformance/subject';
import { Client } from './client';
import { KafkaBridge } from './kafka-bridge';

describeOn('kafka', 'other producers and consumers on the same topics', (brokers) => {
  const namespace = `rapport-test-${randomUUID().slice(0, 8)}`;
  const client = new Client({ brokers, clientId: namespace, debug: () => undefined });
  const bridge = new KafkaBridge({ brokers, namespace });
  let topic: string;

  beforeEach(async () => {
    topic = `test-${randomUUID()}`;
    await bridge.ensure([{ name: topic, partitions: 1 }]);
  });
  afterAll(async () => {
    await bridge.close();
    const admin = client.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: (await admin.listTopics()).filter((each) => each.startsWith(`${namespace}.`)) });
    await admin.disconnect();
  });

  async function produce(messages: { key?: string; value: string | null; headers?: Record<string, string> }[]): Promise<void> {
    const producer = client.producer();
    await producer.connect();
    await producer.send({ topic: `${namespace}.${topic}`, messages });
    await producer.disconnect();
  }

  it('may write structured events', async () => {
    const event = new CloudEvent({ id: 'e-1', source: '/shop', type: 'shop.noted', data: { a: 'ü' }, partitionkey: 'ann' });
    const { value, headers } = Kafka.structured(event);
    await produce([{ key: 'ann', value, headers: headers as Record<string, string> }]);
    const { taken } = await take(bridge, [topic], ['e-1']);
    expect(taken[0]).toMatchObject({ key: 'ann', id: 'e-1', source: '/shop', type: 'shop.noted', data: { a: 'ü' } });
  });

  it('find what cannot be read among the dead letters, as it was and with the reason, and what is around it handled', async () => {
    const group = newGroup();
    const [before, after] = [message(), message()];
    await bridge.publish(topic, [before]);
    await produce([{ key: 'k', value: 'hello', headers: { trace: 'ü' } }, { value: null }]);
    await bridge.publish(topic, [after]);
    const taker = new Taker();
    const said: string[] = [];
    await consume(bridge, [topic], { group, handle: taker.handle, warn: (sentence) => said.push(sentence) });
    await taker.until([before.id, after.id]);
    expect(taker.ids).toEqual([before.id, after.id]);
    const letters = new Taker();
    await consume(bridge, [deadLetterTopic(topic)], { handle: letters.handle });
    await eventually(() => letters.taken.length === 2, () => 'two dead letters');
    expect(letters.taken[0]).toMatchObject({
      key: 'k', type: 'rapport.unreadable', data: { headers: { trace: 'ü' }, valueBase64: Buffer.from('hello').toString('base64') },
      extensions: { deadlettergroup: group, deadletterattempts: '0', deadletterreason: expect.stringMatching(/it is no CloudEvent/) },
    });
    expect(said).toEqual([expect.stringMatching(/at 1 goes to the dead letters: it is no CloudEvent/), expect.stringMatching(/at 2 goes/)]);
  });

  it('see retention, compaction and room for large messages on the topics', async () => {
    const name = `test-${randomUUID()}`;
    await bridge.ensure([{ name, partitions: 2, retention: 3_600_000 }, { name: `${name}-latest`, partitions: 1, compacted: true }]);
    const admin = client.admin();
    await admin.connect();
    const settings = async (of: string): Promise<Record<string, string>> => {
      const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: `${namespace}.${of}` }] });
      return Object.fromEntries(resources.flatMap(({ configEntries }) => configEntries.map(({ configName, configValue }) => [configName, configValue])));
    };
    expect(await settings(name)).toMatchObject({ 'retention.ms': '3600000', 'cleanup.policy': 'delete', 'max.message.bytes': '16777216' });
    expect(await settings(`${name}-latest`)).toMatchObject({ 'cleanup.policy': 'compact' });
    await admin.disconnect();
  });
});
