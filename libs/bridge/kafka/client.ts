import { type Admin, type Consumer, type EachBatchPayload, type IHeaders, Kafka, type KafkaMessage, logLevel, type Message, Partitioners, type Producer, type RetryOptions, type SASLOptions } from 'kafkajs';
import { SECOND } from '#kernel';
import type { KafkaLogin, KafkaSecurity } from './kafka-security';

export type { Admin, Consumer, EachBatchPayload, IHeaders, KafkaMessage, Message, Producer };

export interface ClientOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly security?: KafkaSecurity;
  /** What the client says of its own tries. Their outcomes come as answers and errors, so none of it is more than a hint in a search for a fault. */
  readonly debug: (message: string, facts: Readonly<Record<string, string>>) => void;
}

/** Tries of one request, or to reach one broker: about five seconds of them. */
const BRISK = { retries: 8, initialRetryTime: 100, maxRetryTime: SECOND, multiplier: 2, factor: 0.2 };
/** About twenty seconds: a broker that is started again is not missed. The client's tries lie within each other, and the inner ones that are used up end the outer ones. */
const PATIENT = { ...BRISK, retries: 22 };
/** The longest that a fetch waits for something new, ms: so long may news of a rebalance be late. */
const LONGEST_FETCH = 500;
/** A member not heard of for so long is dead, ms. After a broker's fall the group waits as long for members that have given up meanwhile. */
const SESSION = 12 * SECOND;
/** So long may a batch in hand hold up a rebalance, ms. */
const REBALANCE = 60 * SECOND;
export const HEARTBEAT = SECOND;

/** The one file that makes clients of the driver: with another of the same interface only this one changes. */
export class Client {
  private readonly brisk: Kafka;
  private readonly patient: Kafka;

  constructor({ brokers, clientId, security: { tls, login } = {}, debug }: ClientOptions) {
    const make = (retry: RetryOptions): Kafka =>
      new Kafka({
        brokers: [...brokers], clientId, connectionTimeout: 3 * SECOND, requestTimeout: 30 * SECOND, retry, ...(tls ? { ssl: { ...tls } } : {}), ...(login ? { sasl: saslOf(login) } : {}), logLevel: logLevel.WARN,
        logCreator: () => ({ namespace, label, log }) => {
          debug(`${namespace}: ${log.message}`, { level: label, ...(typeof log['error'] === 'string' ? { error: log['error'] } : {}) });
        },
      });
    this.brisk = make(BRISK);
    this.patient = make(PATIENT);
  }

  /** Idempotent: what it tries again within its life stands once and in order. After a send that failed it must be thrown away: its count of messages is in doubt. */
  producer(): Producer {
    return this.patient.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false, createPartitioner: Partitioners.DefaultPartitioner, retry: PATIENT });
  }

  /** Patient, since it keeps its place in the group so over a short fall of the broker. Not started again by itself: after a crash it is thrown away. */
  consumer(groupId: string): Consumer {
    return this.patient.consumer({ groupId, sessionTimeout: SESSION, rebalanceTimeout: REBALANCE, heartbeatInterval: HEARTBEAT, maxWaitTimeInMs: LONGEST_FETCH, allowAutoTopicCreation: false, retry: { ...PATIENT, restartOnFailure: () => Promise.resolve(false) } });
  }

  admin(): Admin {
    return this.brisk.admin();
  }
}

/** The client's types have one shape for each mechanism. */
function saslOf({ mechanism, ...who }: KafkaLogin): SASLOptions {
  switch (mechanism) {
    case 'plain': return { mechanism, ...who };
    case 'scram-sha-256': return { mechanism, ...who };
    case 'scram-sha-512': return { mechanism, ...who };
  }
}
