import { mkdtempSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { describeOn } from '#testing/engines';
import { freePorts } from './free-ports';
import { KafkaCluster } from './kafka-cluster';
import { MongoDbCluster } from './mongodb-cluster';
import { waitUntil } from './wait-until';

jest.setTimeout(120_000);

const scratch = (): string => mkdtempSync(join(tmpdir(), 'rapport-engines-'));

// The address of the engine that stands is not used: these suites bring up servers of their own.
describeOn('kafka', 'Kafka brokers of our own', () => {
  const cluster = async (size: number): Promise<KafkaCluster> => {
    const ports = await freePorts(2 * size);
    return new KafkaCluster({ folder: scratch(), ports: ports.slice(0, size), controllerPorts: ports.slice(size) });
  };
  const client = ({ brokers }: KafkaCluster): Kafka => new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING, retry: { retries: 20, initialRetryTime: 100, maxRetryTime: 1000 } });
  const produce = async (kafka: Kafka, values: readonly string[]): Promise<void> => {
    const producer = kafka.producer({ idempotent: true });
    // Asking for a producer id is what kafkajs does not try again by itself.
    await waitUntil('the producer', () => producer.connect().then(() => true));
    for (const value of values) await producer.send({ topic: 'facts', acks: -1, messages: [{ key: 'one', value }] });
    await producer.disconnect();
  };
  const highWater = async (kafka: Kafka): Promise<string | undefined> => {
    const admin = kafka.admin();
    await admin.connect();
    const [partition] = await waitUntil('the end of the topic', () => admin.fetchTopicOffsets('facts'));
    await admin.disconnect();
    return partition?.high;
  };
  const makeTopic = async (kafka: Kafka): Promise<void> => {
    const admin = kafka.admin();
    await admin.connect();
    // With `waitForLeaders` kafkajs gives up where the broker has not yet heard of the topic.
    await admin.createTopics({ topics: [{ topic: 'facts', numPartitions: 1 }], waitForLeaders: false });
    await waitUntil('the topic', () => admin.fetchTopicMetadata({ topics: ['facts'] }).then(() => true));
    await admin.disconnect();
  };

  it('keep what they were given when one is killed and started again', async () => {
    const one = await cluster(1);
    try {
      await one.start();
      await makeTopic(client(one));
      await produce(client(one), ['a', 'b']);
      await one.kill();
      expect(one.running()).toBe(0);
      await one.start();
      await produce(client(one), ['c']);
      expect(await highWater(client(one))).toBe('3');
    } finally {
      await one.remove();
    }
  });

  it('go on as two of three, and take the third back', async () => {
    const three = await cluster(3);
    try {
      await three.start();
      await makeTopic(client(three));
      await produce(client(three), ['a']);
      await three.nodes[0]?.kill();
      await produce(client(three), ['b', 'c']);
      await three.startNode(0);
      await three.ready();
      await three.nodes[1]?.kill();
      await produce(client(three), ['d']);
      expect(await highWater(client(three))).toBe('4');
    } finally {
      await three.remove();
    }
  });
});

describeOn('mongodb', 'MongoDB servers of our own', () => {
  const withThree = async (use: (three: MongoDbCluster, client: MongoClient) => Promise<void>): Promise<void> => {
    const three = new MongoDbCluster({ folder: scratch(), ports: await freePorts(3) });
    const client = new MongoClient(three.url, { runtimeAdapters: { os } });
    try {
      await three.start();
      await use(three, client);
    } finally {
      await client.close();
      await three.remove();
    }
  };

  it('elect another primary when theirs is killed, lose nothing, and take it back', async () => {
    await withThree(async (three, client) => {
      const facts = client.db('rapport').collection('facts');
      await facts.insertOne({ n: 1 }, { writeConcern: { w: 'majority' } });
      const first = (await three.primary()) ?? -1;
      await three.nodes[first]?.kill();
      await waitUntil('a write on two of three', () => facts.updateOne({ n: 2 }, { $set: { n: 2 } }, { upsert: true, writeConcern: { w: 'majority' } }).catch(() => undefined));
      const second = await waitUntil('another primary', () => three.primary());
      expect(second).not.toBe(first);
      await three.startNode(first);
      await three.ready();
      expect(three.running()).toBe(3);
      expect(await facts.countDocuments()).toBe(2);
    });
  });

  it('end by themselves when asked to', async () => {
    await withThree(async (three) => {
      expect(await Promise.all(three.nodes.map((node) => node.stop()))).toEqual([true, true, true]);
    });
  });
});
