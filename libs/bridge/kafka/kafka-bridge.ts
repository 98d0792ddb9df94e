import { isRapportError, RapportError, SECOND } from '#kernel';
import type { Bridge, BridgeHealth, BridgeMessage, Consume, Consumption, Lag, TopicSpec } from '../bridge';
import { deadLetterTopic } from '../dead-letters';
import { type Admin, Client } from './client';
import { KafkaConsumption } from './kafka-consumption';
import { isLeaderless, kafkaFault } from './kafka-fault';
import { KafkaPublisher } from './kafka-publisher';
import type { KafkaSecurity } from './kafka-security';
import { ensureTopics } from './kafka-topics';
import { outlast } from './outlast';
import { writeCloudEvent } from './write-cloud-event';

export interface KafkaBridgeOptions {
  /** `host:port` of one or more brokers; the others are found by them. */
  readonly brokers: readonly string[];
  /** Begins the names of topics and groups, with a dot after it. */
  readonly namespace: string;
  readonly security?: KafkaSecurity;
  /** What the client says of its own tries: useful in a search for a fault, otherwise noise. */
  readonly debug?: (message: string, facts: Readonly<Record<string, string>>) => void;
}

/** How long the broker may take to say that it is well, ms. */
const HEALTHY_WITHIN = 5 * SECOND;

/**
 * Topics on Kafka, messages as CloudEvents in binary mode. Nothing is connected before it is needed, and what broke is connected anew when it is needed next:
 * a broker may come later than the product, and go away and come back.
 */
export class KafkaBridge implements Bridge {
  private readonly client: Client;
  private readonly publisher: KafkaPublisher;
  private readonly consumptions = new Set<Consumption>();
  private connecting: Promise<Admin> | undefined;
  private closing: Promise<void> | undefined;
  /** What is wrong with the topics that were last asked for; health tells it, although the broker is well. */
  private unfit: string | undefined;

  constructor(private readonly options: KafkaBridgeOptions) {
    this.client = new Client({ brokers: options.brokers, clientId: options.namespace, ...(options.security ? { security: options.security } : {}), debug: options.debug ?? ((): void => undefined) });
    this.publisher = new KafkaPublisher(this.client, async () => (await this.admin()).listTopics());
  }

  async ensure(topics: readonly TopicSpec[]): Promise<void> {
    try {
      await this.attempt((admin) => ensureTopics(admin, this.options.namespace, topics));
      this.unfit = undefined;
    } catch (error) {
      this.unfit = isRapportError(error) && error.code === 'RAPPORT_BAD_TOPIC' ? error.message : undefined;
      throw error;
    }
  }

  async publish(topic: string, messages: readonly BridgeMessage[]): Promise<void> {
    this.refuseIfClosed();
    if (messages.length === 0) return;
    try {
      await this.publisher.publish(this.nameOf(topic), messages.map(writeCloudEvent));
    } catch (error) {
      throw this.fault(error, topic);
    }
  }

  /** Resolves when the group has been joined. @throws RAPPORT_BRIDGE_UNAVAILABLE where that does not succeed; once joined it outlives any time without a broker. */
  async consume(options: Consume): Promise<Consumption> {
    this.refuseIfClosed();
    const consumption = new KafkaConsumption(options, {
      client: this.client, namespace: this.options.namespace, admin: () => this.admin(),
      bury: (topic, message) => this.publisher.publish(this.nameOf(deadLetterTopic(topic)), [message]),
      fault: (error, topic) => this.fault(error, topic),
      ended: () => this.consumptions.delete(consumption),
    });
    this.consumptions.add(consumption);
    await consumption.begin();
    return consumption;
  }

  lag(group: string, topics: readonly string[]): Promise<readonly Lag[]> {
    return this.attempt(async (admin) => {
      const lags: Lag[] = [];
      for (const topic of topics) {
        const name = this.nameOf(topic);
        const ends = await outlast(() => admin.fetchTopicOffsets(name), isLeaderless).catch((error: unknown) => Promise.reject(this.fault(error, topic)));
        const [committed] = await admin.fetchOffsets({ groupId: this.nameOf(group), topics: [name] });
        for (const { partition, low, high } of ends.toSorted((a, b) => a.partition - b.partition)) {
          const offset = BigInt(committed?.partitions.find((each) => each.partition === partition)?.offset ?? -1);
          lags.push({ topic, partition, messages: Number(BigInt(high) - (offset < 0n ? BigInt(low) : offset)) });
        }
      }
      return lags;
    });
  }

  async health(): Promise<BridgeHealth> {
    if (this.closing) return { engine: 'kafka', ok: false, reason: 'the bridge is closed' };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error(`no answer, timed out after ${HEALTHY_WITHIN} ms`)), HEALTHY_WITHIN)));
    try {
      await Promise.race([this.attempt((admin) => admin.describeCluster()), late]);
      return this.unfit === undefined ? { engine: 'kafka', ok: true } : { engine: 'kafka', ok: false, reason: this.unfit };
    } catch (error) {
      return { engine: 'kafka', ok: false, reason: this.fault(error).message };
    } finally {
      clearTimeout(timer);
    }
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    await Promise.all([...this.consumptions].map((consumption) => consumption.stop()));
    await this.publisher.close();
    await this.connecting?.then((admin) => admin.disconnect()).catch(() => undefined);
  }

  private async attempt<Result>(work: (admin: Admin) => Promise<Result>): Promise<Result> {
    this.refuseIfClosed();
    try {
      return await work(await this.admin());
    } catch (error) {
      throw this.fault(error);
    }
  }

  private admin(): Promise<Admin> {
    this.connecting ??= this.connect().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }

  private async connect(): Promise<Admin> {
    const admin = this.client.admin();
    await admin.connect();
    return admin;
  }

  private nameOf(name: string): string {
    return `${this.options.namespace}.${name}`;
  }

  private fault(error: unknown, topic?: string): RapportError {
    return kafkaFault(error, this.options.brokers, topic);
  }

  private refuseIfClosed(): void {
    if (this.closing) throw new RapportError('RAPPORT_SHUTTING_DOWN', 'the bridge is closed');
  }
}
