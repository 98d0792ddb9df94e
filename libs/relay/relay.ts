import type { Bridge, BridgeMessage } from '#bridge';
import { CUSTOMER_GONE_FACT, CUSTOMER_POSITION_FACTS, customerToBridge, outboundTopicOf, type OutboundTopic, toBridge } from '#bridge/messages';
import type { EventLog, Page } from '#event-log';
import { pause, type Position, SECOND, START } from '#kernel';
import { IDENTITY_CHECKPOINT } from '#projections';
import type { ReadModelStore } from '#read-models';
import type { EventTypes, RecordedEvent } from '#touchpoints';
import { Milestones } from './milestones';

export interface RelayParts {
  readonly log: EventLog;
  /** Keeps the lease and how far it has come. */
  readonly store: ReadModelStore;
  /** Where the identity stage says how far it is; default the same store. */
  readonly identities?: Pick<ReadModelStore, 'checkpoint'>;
  readonly bridge: Bridge;
  readonly types: EventTypes;
  /** The customers of streams of identities, as the identity stage has them; a stream that it does not know is left out. */
  readonly customersOf: (streams: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Who holds the lease: unique among the processes that may relay. */
  readonly owner: string;
  /** ms without a word after which another process takes over. */
  readonly ttl?: number;
  /** Told of what it recovers from by itself. */
  readonly warn?: (message: string, error: unknown) => void;
}

export const RELAY_LEASE = 'relay';
export const RELAY_CHECKPOINT = 'relay';
const TTL = 15 * SECOND;
const AFTER_FAULT = SECOND;
/** Between two looks at how far the identity stage has come, ms: at first, and at the most. */
const SOON = 5;
const LATE = 50;
const PAGE = 1_000;

/**
 * Publishes what the log takes in: touchpoints and facts, keyed by customer, at least once and in order per customer; the checkpoint follows a moment later. One process of all
 * relays at a time, by a lease; one that has lost it cannot move the checkpoint any more, and what it publishes besides is a repeat. A customer's touchpoints
 * from before a merge stand under the id that she had then; among `customers` that id gets a tombstone.
 */
export class Relay {
  private readonly topics = new Map<string, ReturnType<typeof outboundTopicOf>>();
  private readonly ttl: number;

  constructor(private readonly parts: RelayParts) {
    this.ttl = parts.ttl ?? TTL;
    for (const type of parts.types.all()) this.topics.set(type.type, outboundTopicOf(type));
  }

  /** Works until the signal; resolves when the batch in hand is done. Survives outages of log, store and bridge. */
  async run(signal: AbortSignal): Promise<void> {
    const { store, owner } = this.parts;
    while (!signal.aborted) {
      try {
        const epoch = await store.acquire(RELAY_LEASE, owner, this.ttl);
        if (epoch !== undefined) await this.reign(epoch, signal);
        await pause(AFTER_FAULT, signal);
      } catch (error) {
        this.parts.warn?.('the relay goes on in a second', error);
        await pause(AFTER_FAULT, signal);
      }
    }
    await store.release(RELAY_LEASE, owner).catch((error: unknown) => this.parts.warn?.('the relay could not let go of its lease', error));
  }

  /** Position up to which all is published; START before the first. */
  async position(): Promise<Position> {
    return (await this.parts.store.checkpoint(RELAY_CHECKPOINT)) ?? START;
  }

  private async reign(epoch: number, signal: AbortSignal): Promise<void> {
    const deposed = new AbortController();
    const renewing = setInterval(() => void this.renew(epoch, deposed), this.ttl / 3);
    const until = AbortSignal.any([signal, deposed.signal]);
    const milestones = new Milestones((position) => this.parts.store.commit({ checkpoints: { [RELAY_CHECKPOINT]: position }, fence: { lease: RELAY_LEASE, epoch } }), () => { deposed.abort(); });
    try {
      for await (const page of this.parts.log.subscribe({ after: await this.position(), pageSize: PAGE, signal: until })) {
        const last = page.events.at(-1);
        if (last && !(await this.identified(last.position, until))) break;
        if (until.aborted) break;
        await this.publish(page);
        milestones.reached(page.position);
      }
    } finally {
      clearInterval(renewing);
      await milestones.end();
    }
  }

  private async renew(epoch: number, deposed: AbortController): Promise<void> {
    try {
      if ((await this.parts.store.acquire(RELAY_LEASE, this.parts.owner, this.ttl)) !== epoch) deposed.abort();
    } catch (error) {
      this.parts.warn?.('the relay could not prolong its lease', error);
      deposed.abort();
    }
  }

  /** Waits until every event up to the position has its customer; false where the signal comes first. */
  private async identified(position: Position, signal: AbortSignal): Promise<boolean> {
    for (let wait = SOON; !signal.aborted; wait = Math.min(LATE, wait * 2)) {
      if (((await (this.parts.identities ?? this.parts.store).checkpoint(IDENTITY_CHECKPOINT)) ?? START) >= position) return true;
      await pause(wait, signal);
    }
    return false;
  }

  private async publish({ events }: Page): Promise<void> {
    const customers = await this.parts.customersOf([...new Set(events.map(({ stream }) => stream))]);
    const topics: Record<OutboundTopic, BridgeMessage[]> = { touchpoints: [], lifecycle: [], customers: [] };
    for (const event of events) {
      const topic = this.topics.get(event.type);
      const customer = customers.get(event.stream) ?? customerNamedIn(event);
      if (topic === undefined || customer === undefined) continue;
      topics[topic].push(toBridge(event, customer, topic));
      if (event.type === CUSTOMER_GONE_FACT) topics.customers.push(customerToBridge(customer, null, event.position, event.occurredAt));
      if (CUSTOMER_POSITION_FACTS.includes(event.type)) topics.customers.push(customerToBridge(customer, event.data, event.position, event.occurredAt));
    }
    for (const [topic, messages] of Object.entries(topics)) if (messages.length > 0) await this.parts.bridge.publish(topic, messages);
  }
}

/** Facts say whom they are about. */
function customerNamedIn({ data }: RecordedEvent): string | undefined {
  const { customerId } = data;
  return typeof customerId === 'string' ? customerId : undefined;
}
