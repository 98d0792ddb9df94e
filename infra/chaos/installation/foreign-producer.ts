import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import type { ForeignFact } from '../traffic/foreign-fact';

/** A broker that takes nothing for so long is a failure of its own, ms. */
const PATIENCE = 90_000;
const AGAIN = 250;

/** A service with a client of its own, that writes CloudEvents and sends again what was not acknowledged, whether it was written or not. */
export class ForeignProducer {
  private readonly producer: Producer;
  private connected: Promise<void> | undefined;

  constructor(brokers: readonly string[], private readonly namespace: string) {
    this.producer = new Kafka({ clientId: 'other-service', brokers: [...brokers], logLevel: logLevel.NOTHING, retry: { retries: 2 } }).producer({ allowAutoTopicCreation: false });
  }

  /** @throws Error where the broker does not take them */
  async send(facts: readonly ForeignFact[]): Promise<void> {
    for (const fact of facts) await this.untilTaken(fact);
  }

  async close(): Promise<void> {
    await this.producer.disconnect().catch(() => undefined);
  }

  private async untilTaken(fact: ForeignFact): Promise<void> {
    for (const end = Date.now() + PATIENCE; ; ) {
      try {
        this.connected ??= this.producer.connect();
        await this.connected;
        await this.producer.send({ topic: `${this.namespace}.${fact.topic}`, messages: [messageOf(fact)] });
        return;
      } catch (error) {
        this.connected = undefined;
        if (Date.now() > end) throw new Error('another service could not state its facts', { cause: error });
        await sleep(AGAIN);
      }
    }
  }
}

function messageOf({ source, id, type, time, identity, data }: ForeignFact): { key: string; value: string; headers: Record<string, string> } {
  return {
    key: identity.value, value: JSON.stringify({ ...data, identities: [identity] }),
    headers: { ce_specversion: '1.0', ce_id: id, ce_source: source, ce_type: type, ce_time: time, 'content-type': 'application/json' },
  };
}
