import type { JsonObject } from './json';

/**
 * Front office and back office, and any other service, joined by topics of keyed messages.
 *
 * Promised by every engine, and tried by `#bridge/conformance`:
 * - what `publish` has answered is durable and in the order given, per topic and key; a publish whose outcome was unknown may stand twice, never out of order with itself;
 * - a group gets every message of its topics at least once, in order per key; a message is committed only after its handler has resolved;
 * - a handler that keeps rejecting a message sends it to the topic's dead letters with the reason, and the rest goes on; a rejection by which something is out of
 *   reach (an error of ours with status 503 or 504) is no message's fault and is tried again without end;
 * - members of one group share the keys; a key is handled by one member at a time.
 */
export interface Bridge {
  /** Makes the topics that are missing, and the dead letters of each. @throws RAPPORT_BRIDGE_UNAVAILABLE; RAPPORT_BAD_TOPIC where one is there with fewer partitions than asked for */
  ensure(topics: readonly TopicSpec[]): Promise<void>;
  /** @throws RAPPORT_BRIDGE_UNAVAILABLE: the outcome is unknown, repeat it; RAPPORT_BAD_TOPIC where there is no such topic; RAPPORT_SHUTTING_DOWN */
  publish(topic: string, messages: readonly BridgeMessage[]): Promise<void>;
  /** Joins a group; resolves when it has begun. */
  consume(options: Consume): Promise<Consumption>;
  /** How far a group is behind, by topic and partition. */
  lag(group: string, topics: readonly string[]): Promise<readonly Lag[]>;
  health(): Promise<BridgeHealth>;
  /** Lets handlers finish. */
  close(): Promise<void>;
}

export interface TopicSpec {
  /** Without the namespace, which the adapter puts before it: `touchpoints`, `billing`. */
  readonly name: string;
  readonly partitions: number;
  /** ms; undefined: the engine's default. */
  readonly retention?: number;
  /** Only the latest message of each key matters. */
  readonly compacted?: boolean;
}

/** A message in the terms of CloudEvents 1.0; adapters write the binary mode of the engine's binding and read the structured one too. */
export interface BridgeMessage {
  /** By which order and partition are chosen: the customer's id. */
  readonly key: string;
  /** With `source` unique; a repeat is the same fact. */
  readonly id: string;
  /** URI reference of who states it: `/rapport/lifecycle`, `/back-office/billing`. */
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly dataschema?: string;
  /** null in a compacted topic: nothing is to be said of the key any more. */
  readonly data: JsonObject | null;
  /** Extension attributes: lower-case letters and digits, text, as `replay: "true"`, `position: "42"`. */
  readonly extensions?: Readonly<Record<string, string>>;
}

export interface ReceivedMessage extends BridgeMessage {
  readonly topic: string;
  readonly partition: number;
  /** Decimal string. */
  readonly offset: string;
}

export interface Consume {
  readonly group: string;
  readonly topics: readonly string[];
  /** Where a group begins that has no commit yet. */
  readonly from: 'beginning' | 'now';
  /**
   * Messages of one partition, in order, so many at the most; one call at a time. Resolves when their work is durable; they are committed then. Work that keeps
   * the event loop busy for seconds calls `alive` now and then; it rejects where the partition has gone to another member, whose turn it is now.
   */
  readonly handle: (messages: readonly ReceivedMessage[], alive: () => Promise<void>) => Promise<void>;
  /** Default {@link BATCH_SIZE}. */
  readonly batchSize?: number;
  /** Tries before a message goes to the dead letters; default {@link ATTEMPTS}. A batch that fails is tried again message by message, so that one poisoned message is found. */
  readonly attempts?: number;
  /** ms before the second try, doubled before each further one up to {@link LONGEST_BACKOFF}; default {@link BACKOFF}. */
  readonly backoff?: number;
  /** Told of what it recovers from by itself. */
  readonly warn?: (message: string, error: unknown) => void;
}

export interface Consumption {
  /** Ends after the handler's present batch; what was handled is committed. */
  stop(): Promise<void>;
}

export interface Lag {
  readonly topic: string;
  readonly partition: number;
  readonly messages: number;
}

export interface BridgeHealth {
  readonly engine: string;
  readonly ok: boolean;
  readonly reason?: string;
}

export const BATCH_SIZE = 500;
export const ATTEMPTS = 5;
/** ms */
export const BACKOFF = 200;
/** ms */
export const LONGEST_BACKOFF = 10_000;
