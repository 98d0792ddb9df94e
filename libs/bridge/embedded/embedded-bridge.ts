import { resolve } from 'node:path';
import { closeDatabase, type Connection, storeFault } from '#embedded';
import { type Clock, MINUTE, RapportError, systemClock } from '#kernel';
import type { Bridge, BridgeHealth, BridgeMessage, Consume, Consumption, Lag, ReceivedMessage, TopicSpec } from '../bridge';
import { deadLetterAttributes, deadLetterTopic } from '../dead-letters';
import { EmbeddedConsumption } from './embedded-consumption';
import { GroupStore, type Member } from './group-store';
import { openBridge } from './schema';
import { partitionsOf, TopicStore } from './topic-store';
import { Waking } from './waking';

export interface EmbeddedBridgeOptions {
  readonly file: string;
  /** By which retention is reckoned, and who is there; the machine's own by default, never one that is moved by hand. */
  readonly clock?: Clock;
}

/** What need not be kept is looked for this often at the most, ms, and only while something is published. */
const SWEEP = MINUTE;

/** Topics in one SQLite file, for one process with any number of threads. The caller holds the data folder's lock. */
export class EmbeddedBridge implements Bridge {
  private readonly consumptions = new Set<Consumption>();
  private readonly waking: Waking;
  private readonly topics: TopicStore;
  private readonly groups: GroupStore;
  private readonly now: () => number;
  private sweptAt = 0;
  private closing: Promise<void> | undefined;
  private closed = false;

  /** `lax` may lose its last commits with the machine, never with the process: those are offsets, and a message comes again. */
  private constructor(private readonly file: string, private readonly strict: Connection, private readonly lax: Connection, clock: Clock) {
    this.waking = new Waking(file);
    this.topics = new TopicStore(strict);
    this.groups = new GroupStore(lax);
    this.now = () => clock.now();
  }

  /** @throws RAPPORT_BRIDGE_UNAVAILABLE */
  static open({ file: given, clock = systemClock }: EmbeddedBridgeOptions): Promise<EmbeddedBridge> {
    return new Promise((done) => {
      const file = resolve(given);
      done(
        saying(file, () => {
          const bridge = new EmbeddedBridge(file, openBridge(file, 'full'), openBridge(file, 'normal'), clock);
          bridge.groups.forgetOtherProcesses();
          return bridge;
        }),
      );
    });
  }

  ensure(topics: readonly TopicSpec[]): Promise<void> {
    return this.attempt(() => {
      this.topics.ensure(topics);
    });
  }

  publish(topic: string, messages: readonly BridgeMessage[]): Promise<void> {
    return this.attempt(() => {
      this.write(topic, messages);
    });
  }

  consume(options: Consume): Promise<Consumption> {
    return this.attempt(() => {
      const member: Member = { group: options.group, name: GroupStore.newName(), topics: options.topics.map((name) => this.topics.topic(name)) };
      for (const partition of member.topics.flatMap(partitionsOf)) this.groups.begin(options.group, partition, options.from === 'now' ? this.topics.head(partition) : (this.topics.first(partition) ?? 0));
      const consumption = new EmbeddedConsumption(options, member, {
        topics: this.topics, groups: this.groups, waking: this.waking, now: this.now,
        bury: (message, group, reason, attempts) => this.bury(message, group, reason, attempts),
        ended: () => this.consumptions.delete(consumption),
      });
      this.consumptions.add(consumption);
      return consumption;
    });
  }

  lag(group: string, topics: readonly string[]): Promise<readonly Lag[]> {
    return this.attempt(() =>
      topics.flatMap((name) => partitionsOf(this.topics.topic(name)).map((each) => {
        const head = this.topics.head(each);
        return { topic: name, partition: each.partition, messages: head - (this.groups.committed(group, each) ?? this.topics.first(each) ?? head) };
      })),
    );
  }

  health(): Promise<BridgeHealth> {
    return this.attempt(() => this.strict.prepare('SELECT count(*) FROM topics').get()).then(
      () => ({ engine: 'embedded', ok: true }),
      (error: unknown) => ({ engine: 'embedded', ok: false, reason: error instanceof Error ? error.message : String(error) }),
    );
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    await Promise.all([...this.consumptions].map((consumption) => consumption.stop()));
    this.closed = true;
    this.waking.close();
    this.lax.close();
    closeDatabase(this.strict);
  }

  private write(topic: string, messages: readonly BridgeMessage[]): void {
    const now = this.now();
    this.topics.publish(topic, messages, now);
    this.waking.wake();
    if (now - this.sweptAt < SWEEP) return;
    this.sweptAt = now;
    this.topics.sweep(now);
  }

  /** Also while the bridge is closing: the last batches have to come to an end. */
  private bury({ topic, partition: _partition, offset: _offset, ...message }: ReceivedMessage, group: string, reason: string, attempts: number): Promise<void> {
    return new Promise((done) => {
      saying(this.file, () => {
        this.write(deadLetterTopic(topic), [{ ...message, extensions: { ...message.extensions, ...deadLetterAttributes({ reason, group, attempts }) } }]);
      });
      done();
    });
  }

  private attempt<Result>(work: () => Result): Promise<Result> {
    return new Promise((done) => {
      if (this.closing || this.closed) throw new RapportError('RAPPORT_SHUTTING_DOWN', 'the bridge is closed');
      done(saying(this.file, work));
    });
  }
}

/** Runs `work`; a fault of the engine comes out in our words. */
function saying<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const fault = storeFault(error, file);
    throw fault.code === 'RAPPORT_STORE_UNAVAILABLE' ? new RapportError('RAPPORT_BRIDGE_UNAVAILABLE', `the bridge does not work: ${fault.message}`, { cause: error }) : fault;
  }
}
