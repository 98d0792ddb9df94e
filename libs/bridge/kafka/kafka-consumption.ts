import { pause, RapportError, SECOND } from '#kernel';
import { BATCH_SIZE, type Consume, type Consumption, type ReceivedMessage } from '../bridge';
import { deadLetterAttributes, isDeadLetterTopic } from '../dead-letters';
import { deliver, reasonOf } from '../deliver';
import type { Admin, Client, Consumer, EachBatchPayload, KafkaMessage, Message } from './client';
import { BatchInHand } from './batch-in-hand';
import { placeGroup } from './place-group';
import { readCloudEvent, unreadable } from './read-cloud-event';
import { headersOf, writeCloudEvent } from './write-cloud-event';

export interface ConsumptionParts {
  readonly client: Client;
  readonly namespace: string;
  readonly admin: () => Promise<Admin>;
  readonly bury: (topic: string, message: Message) => Promise<void>;
  readonly fault: (error: unknown, topic?: string) => RapportError;
  readonly ended: () => void;
}

/** How long joining a group may take at first, ms. */
const JOINED_WITHIN = 60 * SECOND;
/** How long it waits between tries to join anew, ms. */
const AFTER_CRASH = SECOND;
/** A client that neither fetches nor beats for so long hangs, ms. A rebalance takes up to a minute. */
const HUNG = 90 * SECOND;
/** How long a client that is of no use any more may take to end, ms. */
const ENDED_WITHIN = 3 * SECOND;
/** Trouble that is over so soon is not worth a word, ms: a coordinator that loads, a broker that is started again. */
const WORTH_A_WORD = 3 * SECOND;

/** One member of a group. After a fault by which the client gives up, and where no sign of life comes from it, a new one joins: started again, the old one may hang. */
export class KafkaConsumption implements Consumption {
  private readonly stopping = new AbortController();
  private consumer: Consumer | undefined;
  private supervising: Promise<void> | undefined;
  /** Counts how often the group was joined: a batch of an earlier time is not this member's any more. */
  private generation = 0;
  /** Where the group stands has been settled for this generation. */
  private placed: Promise<void> = Promise.resolve();
  private lastSign = Date.now();
  private trouble: NodeJS.Timeout | undefined;
  private joined = (): void => undefined;
  private readonly begun = new Promise<void>((resolve) => (this.joined = resolve));

  constructor(private readonly options: Consume, private readonly parts: ConsumptionParts) {}

  /** Resolves when the group has been joined. */
  async begin(): Promise<void> {
    const late = new AbortController();
    try {
      await this.start();
      await Promise.race([this.begun, pause(JOINED_WITHIN, late.signal).then(() => Promise.reject(new Error(`joining group ${this.options.group} timed out`)))]);
    } catch (error) {
      await this.stop();
      throw this.parts.fault(error, this.options.topics.join(', '));
    } finally {
      late.abort();
    }
  }

  async stop(): Promise<void> {
    const inTrouble = this.trouble !== undefined;
    this.stopping.abort();
    this.well();
    await this.supervising;
    await this.leave(inTrouble ? ENDED_WITHIN : undefined);
    this.parts.ended();
  }

  private async start(): Promise<void> {
    const consumer = this.parts.client.consumer(`${this.parts.namespace}.${this.options.group}`);
    this.consumer = consumer;
    const { GROUP_JOIN, CRASH, FETCH, HEARTBEAT } = consumer.events;
    for (const sign of [GROUP_JOIN, FETCH, HEARTBEAT] as const) consumer.on(sign, () => (this.lastSign = Date.now()));
    consumer.on(GROUP_JOIN, ({ payload }) => {
      this.generation += 1;
      this.placed = this.place(consumer, payload.memberAssignment);
    });
    const watching = setInterval(() => {
      if (this.consumer !== consumer) clearInterval(watching);
      else if (Date.now() - this.lastSign > HUNG) this.startAgainFrom(consumer, new Error(`group ${this.options.group} gave no sign of life`));
    }, SECOND);
    consumer.on(CRASH, ({ payload: { error } }) => this.startAgainFrom(consumer, error));
    this.lastSign = Date.now();
    await consumer.connect();
    await consumer.subscribe({ topics: this.options.topics.map((topic) => `${this.parts.namespace}.${topic}`), fromBeginning: this.options.from === 'beginning' });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: (payload) => this.handle(payload) });
  }

  private startAgainFrom(consumer: Consumer, error: unknown): void {
    if (this.consumer !== consumer || this.stopping.signal.aborted) return;
    this.lost(error);
    this.supervising = this.startAgain();
  }

  private async startAgain(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.leave(ENDED_WITHIN);
      try {
        await this.start();
        return;
      } catch (error) {
        this.lost(error);
        await pause(AFTER_CRASH, signal);
      }
    }
  }

  /** Settles where the group goes on. Resolves also where the consumption ends first. */
  private async place(consumer: Consumer, assignment: Readonly<Record<string, number[]>>): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await placeGroup(await this.parts.admin(), consumer, `${this.parts.namespace}.${this.options.group}`, assignment, this.options.from);
        this.well();
        this.joined();
        return;
      } catch (error) {
        this.lost(error);
        await pause(AFTER_CRASH, signal);
      }
    }
  }

  private async handle(payload: EachBatchPayload): Promise<void> {
    const { generation } = this;
    await this.placed;
    if (payload.isStale() || generation !== this.generation || this.stopping.signal.aborted) return;
    const batch = new BatchInHand(payload, () => generation === this.generation, this.stopping.signal);
    try {
      await this.handOut(batch, payload.batch.messages);
    } catch (error) {
      if (!(error instanceof RapportError && error.code === 'RAPPORT_FENCED')) throw error;
    } finally {
      batch.end();
    }
  }

  /** In pieces of the size asked for; what is no CloudEvent goes to the dead letters in its turn. */
  private async handOut(batch: BatchInHand, messages: readonly KafkaMessage[]): Promise<void> {
    let piece: ReceivedMessage[] = [];
    const topic = batch.topic.slice(this.parts.namespace.length + 1);
    const give = async (): Promise<void> => {
      const given = piece;
      piece = [];
      await deliver(given, this.options, { ...batch.delivery(), bury: (message, reason, attempts) => this.bury(message, reason, attempts) });
    };
    for (const message of messages) {
      const place = { topic, partition: batch.partition, offset: message.offset };
      const reading = readCloudEvent(message);
      if ('message' in reading) piece.push({ ...reading.message, ...place });
      else if (isDeadLetterTopic(topic)) piece.push({ ...unreadable(message, `${topic}/${String(batch.partition)}/${message.offset}`), ...place });
      else {
        await give();
        if (this.stopping.signal.aborted) return;
        await this.buryUnread(topic, message, reading.fault);
        await batch.delivery().commit(place);
      }
      if (piece.length >= (this.options.batchSize ?? BATCH_SIZE)) await give();
      if (this.stopping.signal.aborted) return;
    }
    await give();
  }

  private bury({ topic, partition: _partition, offset: _offset, ...message }: ReceivedMessage, reason: string, attempts: number): Promise<void> {
    const attributes = deadLetterAttributes({ reason, group: this.options.group, attempts });
    return this.parts.bury(topic, writeCloudEvent({ ...message, extensions: { ...message.extensions, ...attributes } }));
  }

  private async buryUnread(topic: string, { key, value, headers = {}, offset }: KafkaMessage, fault: string): Promise<void> {
    this.options.warn?.(`${topic} at ${offset} goes to the dead letters: ${fault}`, new Error(fault));
    await this.parts.bury(topic, { key, value, headers: { ...headers, ...headersOf(deadLetterAttributes({ reason: fault, group: this.options.group, attempts: 0 })) } });
  }

  private lost(error: unknown): void {
    if (this.stopping.signal.aborted) return;
    this.trouble ??= setTimeout(() => {
      const fault = this.parts.fault(error);
      this.options.warn?.(`group ${this.options.group} has lost the bridge and goes on when it is back: ${reasonOf(fault)}`, fault);
    }, WORTH_A_WORD);
  }

  private well(): void {
    clearTimeout(this.trouble);
    this.trouble = undefined;
  }

  /** Leaves the group when the batch in hand is dealt with; does not wait for more than so many ms, if given. */
  private async leave(most?: number): Promise<void> {
    const { consumer } = this;
    this.consumer = undefined;
    const enough = new AbortController();
    const left = consumer?.disconnect().catch(() => undefined);
    await (most === undefined ? left : Promise.race([left, pause(most, enough.signal)]));
    enough.abort();
  }
}
