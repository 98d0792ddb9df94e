import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeOn } from '#testing/engines';
import { TcpProxy } from '../../../infra/chaos/tcp-proxy';
import { freePorts, KafkaCluster } from '../../../infra/engines';
import { consume, idsOf, keysNamed, newTopic, series, Taker } from '../conformance/subject';
import { KafkaBridge } from './kafka-bridge';

/** Keys of requests in Kafka's protocol. */
const [PRODUCE, METADATA, INIT_PRODUCER_ID] = [0, 3, 22];
const BROKEN = 3;

/** Whether a piece of data begins a request of that key: size, four bytes; key, two. */
const isRequest = (data: Buffer, key: number): boolean => data.length > 6 && data.readInt16BE(4) === key;

/** With a broker of its own, which is reached through a wire that can be cut. */
describeOn('kafka', 'the Kafka bridge on a connection that breaks', () => {
  let cluster: KafkaCluster;
  let proxy: TcpProxy;
  let sure: KafkaBridge;
  let bridge: KafkaBridge;

  beforeAll(async () => {
    const [port, controllerPort] = await freePorts(2);
    proxy = await TcpProxy.listen(() => port);
    cluster = new KafkaCluster({ folder: mkdtempSync(join(tmpdir(), 'rapport-kafka-')), ports: [port!], advertisedPorts: [proxy.port], controllerPorts: [controllerPort!] });
    await cluster.start();
  }, 120_000);
  beforeEach(() => {
    [sure, bridge] = [through(), through()];
  });
  afterEach(async () => {
    proxy.mend();
    proxy.breakAt(() => false);
    await Promise.all([sure.close(), bridge.close()]);
  });
  afterAll(async () => {
    await cluster.remove();
    await proxy.close();
  });

  const through = (): KafkaBridge => new KafkaBridge({ brokers: [`127.0.0.1:${String(proxy.port)}`], namespace: 'rapport' });

  it.each([['a producer asks for its id', INIT_PRODUCER_ID], ['it asks which topics there are', METADATA], ['it sends the first messages', PRODUCE]])('publishes everything once and in order where the connection breaks as %s', async (_, key) => {
    const topic = await newTopic(sure, 2);
    const messages = series(keysNamed(3), 5);
    let broken = 0;
    proxy.breakAt((data) => isRequest(data, key) && ++broken <= BROKEN);
    await bridge.publish(topic, messages);
    expect(broken).toBeGreaterThan(BROKEN);
    const taker = new Taker();
    await consume(sure, [topic], { handle: taker.handle });
    await taker.until(idsOf(messages));
    expect(taker.numbers()).toEqual(Object.fromEntries(keysNamed(3).map((name) => [name, [0, 1, 2, 3, 4]])));
  }, 60_000);

  it('publishes the first messages to a broker that comes after ten seconds', async () => {
    const topic = await newTopic(sure);
    const messages = series(keysNamed(1), 3);
    proxy.cut();
    const published = bridge.publish(topic, messages);
    await sleep(10_000);
    proxy.mend();
    await published;
    const taker = new Taker();
    await consume(sure, [topic], { handle: taker.handle });
    await taker.until(idsOf(messages));
  }, 60_000);
});
