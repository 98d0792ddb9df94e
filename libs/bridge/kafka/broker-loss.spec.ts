import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeOn } from '#testing/engines';
import { freePorts, KafkaCluster } from '../../../infra/engines';
import { consume, eventually, idsOf, keysNamed, message, newGroup, newTopic, series, Taker } from '../conformance/subject';
import { KafkaBridge } from './kafka-bridge';

const unavailable = { code: 'RAPPORT_BRIDGE_UNAVAILABLE', message: expect.stringMatching(/^Kafka cannot be used at 127\.0\.0\.1:\d+: (nothing listens there|the connection broke|it does not answer)\. Start the broker, or mend RAPPORT_KAFKA_BROKERS$/) };

/** How long a group may take to go on when the broker is back, ms: it waits for members that it takes for alive. */
const BACK = 60_000;

/** With a broker of its own, since it is killed. */
describeOn('kafka', 'the Kafka bridge and a broker that goes away', () => {
  let cluster: KafkaCluster;
  let bridge: KafkaBridge;
  let fresh: KafkaBridge | undefined;

  beforeAll(async () => {
    const [port, controllerPort] = await freePorts(2);
    cluster = new KafkaCluster({ folder: mkdtempSync(join(tmpdir(), 'rapport-kafka-')), ports: [port!], controllerPorts: [controllerPort!] });
    await cluster.start();
    bridge = new KafkaBridge({ brokers: cluster.brokers, namespace: 'rapport' });
  }, 120_000);
  afterAll(async () => {
    await Promise.all([bridge.close(), fresh?.close()]);
    await cluster.remove();
  });

  it('loses nothing and keeps the order per key when the broker is killed in mid-publish and comes back', async () => {
    const topic = await newTopic(bridge, 3);
    const keys = keysNamed(30);
    const all = series(keys, 200);
    const taker = new Taker();
    const said: string[] = [];
    await consume(bridge, [topic], { handle: taker.handle, warn: (sentence) => said.push(sentence) });
    let killed = Promise.resolve();
    let failed = 0;
    for (let from = 0; from < all.length; from += 100) {
      if (from === 2_000) killed = cluster.kill().then(() => sleep(1_500)).then(() => cluster.start());
      const batch = all.slice(from, from + 100);
      await bridge.publish(topic, batch).catch(() => {
        failed += 1;
        return bridge.publish(topic, batch);
      });
    }
    await killed;
    await taker.until(idsOf(all), BACK);
    expect(failed).toBe(0);
    expect(taker.numbers()).toEqual(Object.fromEntries(keys.map((key) => [key, Array.from({ length: 200 }, (_, number) => number)])));
  }, 120_000);

  it('says in one sentence that the broker is away, and works again when it is back, without a restart', async () => {
    const topic = await newTopic(bridge);
    const [group, taker, said] = [newGroup(), new Taker(), [] as string[]];
    await consume(bridge, [topic], { group, handle: taker.handle, warn: (sentence) => said.push(sentence) });
    const before = message();
    await bridge.publish(topic, [before]);
    await taker.until([before.id]);
    await cluster.kill();
    const begun = Date.now();
    fresh = new KafkaBridge({ brokers: cluster.brokers, namespace: 'rapport' });
    expect(await Promise.all([
      bridge.publish(topic, [message()]), fresh.publish(topic, [message()]), fresh.ensure([{ name: 'test', partitions: 1 }]), bridge.lag(group, [topic]), fresh.consume({ group, topics: [topic], from: 'now', handle: taker.handle }),
    ].map((call) => Promise.resolve(call).then(() => 'done', (error: unknown) => error)))).toEqual(Array(5).fill(expect.objectContaining(unavailable)));
    expect(Date.now() - begun).toBeLessThan(60_000);
    expect(await bridge.health()).toEqual({ engine: 'kafka', ok: false, reason: unavailable.message });
    await eventually(() => said.length > 0, () => 'the group to say that it has lost the bridge');
    expect(said).toEqual([expect.stringMatching(new RegExp(`^group ${group} has lost the bridge and goes on when it is back: `))]);

    await cluster.start();
    const after = message();
    await bridge.publish(topic, [after]);
    await fresh.publish(topic, [message()]);
    await taker.until([after.id], BACK);
    expect([await bridge.health(), await fresh.health()]).toEqual(Array(2).fill({ engine: 'kafka', ok: true }));
  }, 180_000);

  it('says that there is no such host', async () => {
    const wrong = new KafkaBridge({ brokers: ['no-such-host.invalid:9092'], namespace: 'rapport' });
    await expect(wrong.ensure([{ name: 'test', partitions: 1 }])).rejects.toMatchObject({ code: 'RAPPORT_BRIDGE_UNAVAILABLE', message: 'Kafka cannot be used at no-such-host.invalid:9092: there is no host of that name. Start the broker, or mend RAPPORT_KAFKA_BROKERS' });
    await wrong.close();
  });
});
