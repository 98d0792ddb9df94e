import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts, KafkaCluster, MongoDbCluster, waitUntil } from '../../engines';
import { topicKeepsOrder } from '../invariants/topic-keeps-order';
import type { Fault } from '../plan/fault';
import type { ForeignFact } from '../traffic/foreign-fact';
import { bridgeWaits } from './bridge-waits';
import { ClusterNode } from './cluster-node';
import { EventStoreProcess } from './event-store-process';
import { ForeignProducer } from './foreign-producer';
import type { Installation } from './installation';
import { ProductProcess } from './product-process';
import { type Sufferer, sufferProcess } from './suffer-process';
import { topicOf } from './topic-of';
import { Wires } from './wires';

const CLIENT = 'client>front-office';
const NAMESPACE = 'chaos';
const ROLES: Readonly<Record<string, string>> = { 'front-office': 'front-office', 'projector-1': 'projector', 'projector-2': 'projector', 'back-office': 'back-office' };
/** Of units of work, so that a pause of seconds is longer. */
const LEASE_SECONDS = '2';
/** For what was acknowledged to come to the topic, ms. */
const RELAYED_WITHIN = 45_000;

/** A front office, two projectors and a back office as processes of their own, on EventStoreDB's test server, MongoDB and Kafka. With one node of each a wire lies between every process and every engine. */
export class EnginesInstallation implements Installation {
  private readonly folder = mkdtempSync(join(tmpdir(), 'rapport-chaos-'));
  private readonly wires = new Wires();
  private readonly products = new Map<string, ProductProcess>();
  private readonly sufferers = new Map<string, Sufferer>();
  private foreign: ForeignProducer | undefined;
  private engines: { readonly eventStore: EventStoreProcess; readonly mongodb: MongoDbCluster; readonly kafka: KafkaCluster } | undefined;

  constructor(private readonly options: { readonly nodes: 1 | 3 }) {}

  get url(): string {
    return `http://127.0.0.1:${String(this.wires.port(CLIENT))}`;
  }

  async start(): Promise<void> {
    const { nodes } = this.options;
    const ports = await freePorts(3 * nodes + 1);
    const [eventStorePort = 0, kafkaPort = 0] = ports;
    const through = nodes === 1 ? { advertisedPorts: [await this.wires.add('product>kafka', () => kafkaPort)] } : {};
    const kafka = new KafkaCluster({ folder: join(this.folder, 'kafka'), ports: ports.slice(1, 1 + nodes), controllerPorts: ports.slice(1 + nodes, 1 + 2 * nodes), ...through });
    const mongodb = new MongoDbCluster({ folder: join(this.folder, 'mongodb'), ports: ports.slice(1 + 2 * nodes) });
    const eventStore = new EventStoreProcess(join(this.folder, 'eventstoredb'), eventStorePort);
    this.engines = { eventStore, mongodb, kafka };
    eventStore.start();
    await Promise.all([kafka.start(), mongodb.start()]);
    this.foreign = new ForeignProducer(kafka.brokers, NAMESPACE);
    this.sufferers.set('eventstoredb', eventStore);
    this.sufferers.set('mongodb', new ClusterNode(mongodb, () => mongodb.primary()));
    this.sufferers.set('kafka', new ClusterNode(kafka, () => Promise.resolve(0)));
    for (const name of Object.keys(ROLES)) await this.add(name);
    await this.wires.add(CLIENT, () => this.products.get('front-office')?.port);
    for (const product of this.products.values()) product.start();
    await this.healthy();
  }

  suffer(fault: Fault): Promise<void> {
    if (this.wires.has(fault.target)) return this.wires.suffer(fault);
    const sufferer = this.sufferers.get(fault.target);
    if (!sufferer) throw new RangeError(`no process ${fault.target}`);
    return sufferProcess(sufferer, fault);
  }

  async healthy(): Promise<void> {
    await this.engines?.mongodb.ready();
    await this.engines?.kafka.ready();
    for (const [name, product] of this.products) await waitUntil(name, async () => ((await product.isReady()) ? true : undefined), { patience: 90_000 });
  }

  async tell(facts: readonly ForeignFact[]): Promise<void> {
    await this.foreign?.send(facts);
  }

  async bridgeEmpty(): Promise<void> {
    await waitUntil('the bridge', async () => {
      const waiting = await bridgeWaits(this.engines?.kafka.brokers ?? [], NAMESPACE);
      if (waiting.length > 0) throw new Error(waiting.join(', '));
      return true;
    });
  }

  /** What is acknowledged comes to the topic, in order per customer. */
  async ownFaults(acknowledged: ReadonlySet<string>): Promise<string[]> {
    const brokers = this.engines?.kafka.brokers ?? [];
    for (const end = Date.now() + RELAYED_WITHIN; ; ) {
      const faults = await topicOf(brokers, `${NAMESPACE}.touchpoints`).then((messages) => topicKeepsOrder(acknowledged, messages), (error: unknown) => [String(error)]);
      if (faults.length === 0 || Date.now() > end) return faults;
      await sleep(500);
    }
  }

  said(): string {
    return [...this.products.values()].map((product) => `--- ${product.name} (fell ${String(product.falls)} times)\n${product.said()}`).join('\n');
  }

  async end({ keep }: { readonly keep: boolean }): Promise<string[]> {
    await Promise.all([...this.products.values()].map((product) => product.kill()));
    await this.foreign?.close();
    await this.wires.close();
    await Promise.all([this.engines?.eventStore.kill(), this.engines?.mongodb.kill(), this.engines?.kafka.kill()]);
    if (!keep) rmSync(this.folder, { recursive: true, force: true });
    return [];
  }

  private async add(name: string): Promise<void> {
    if (!this.engines) throw new Error('the engines come first');
    const { eventStore, mongodb, kafka } = this.engines;
    const eventStorePort = await this.wires.add(`${name}>eventstoredb`, () => eventStore.port);
    const [mongodbPort] = mongodb.ports;
    const mongodbUrl = this.options.nodes === 1 ? `mongodb://127.0.0.1:${String(await this.wires.add(`${name}>mongodb`, () => mongodbPort))}/?directConnection=true` : mongodb.url;
    const product = new ProductProcess(name, join(this.folder, name), {
      RAPPORT_ROLES: ROLES[name] ?? 'all', RAPPORT_NAMESPACE: NAMESPACE, RAPPORT_PARTITIONS: '4', RAPPORT_LEASE_SECONDS: LEASE_SECONDS, RAPPORT_LOG_LEVEL: 'warn',
      RAPPORT_EVENT_LOG: 'eventstoredb', RAPPORT_EVENTSTOREDB_URL: `esdb://127.0.0.1:${String(eventStorePort)}?tls=false`,
      RAPPORT_READ_MODELS: 'mongodb', RAPPORT_MONGODB_URL: mongodbUrl,
      RAPPORT_BRIDGE: 'kafka', RAPPORT_KAFKA_BROKERS: this.options.nodes === 1 ? `127.0.0.1:${String(this.wires.port('product>kafka'))}` : kafka.address,
    });
    this.products.set(name, product);
    this.sufferers.set(name, product);
  }
}
