import { breathe, pause, RapportError, SECOND } from '#kernel';
import { BATCH_SIZE, type Consume, type Consumption, type ReceivedMessage } from '../bridge';
import { deliver, reasonOf } from '../deliver';
import { type GroupStore, type Member, MEMBERSHIP } from './group-store';
import type { PartitionOf, TopicStore } from './topic-store';
import type { Waking } from './waking';

/** How long it sleeps at most without word of something new, ms: the channel may miss what is going on elsewhere. */
const LONGEST_SLEEP = 250;
/** How long it waits after a fault of the engine, ms. */
const AFTER_FAULT = SECOND;
const BEAT = MEMBERSHIP / 4;

export interface ConsumptionParts {
  readonly topics: TopicStore;
  readonly groups: GroupStore;
  readonly waking: Waking;
  readonly now: () => number;
  readonly bury: (message: ReceivedMessage, group: string, reason: string, attempts: number) => Promise<void>;
  readonly ended: () => void;
}

/** One member of a group at work: takes its share of the partitions, and hands out their messages one batch at a time. */
export class EmbeddedConsumption implements Consumption {
  private readonly stopping = new AbortController();
  private readonly working: Promise<void>;
  private readonly beat: NodeJS.Timeout;

  constructor(private readonly options: Consume, private readonly member: Member, private readonly parts: ConsumptionParts) {
    parts.groups.beat(member, parts.now());
    parts.waking.wake();
    this.beat = setInterval(() => {
      this.stayMember();
    }, BEAT);
    this.working = this.work();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        if (await this.round()) await breathe();
        else await this.parts.waking.sleep(signal, LONGEST_SLEEP);
      } catch (error) {
        this.options.warn?.(`group ${this.options.group} goes on in a second: ${reasonOf(error)}`, error);
        await pause(AFTER_FAULT, signal);
      }
    }
    this.leave();
  }

  /** One batch of each partition that has something; answers whether any had. */
  private async round(): Promise<boolean> {
    const { partitions, changed } = this.parts.groups.share(this.member, this.parts.now());
    if (changed) this.parts.waking.wake();
    let busy = false;
    for (const partition of partitions) {
      const from = this.parts.groups.committed(this.options.group, partition) ?? 0;
      const messages = this.parts.topics.read(partition, from, this.options.batchSize ?? BATCH_SIZE);
      if (messages.length === 0 || this.stopping.signal.aborted) continue;
      busy = true;
      await this.deliver(partition, messages);
    }
    return busy;
  }

  private deliver(partition: PartitionOf, messages: readonly ReceivedMessage[]): Promise<void> {
    const { groups, bury } = this.parts;
    const alive = async (): Promise<void> => {
      await breathe();
      groups.check(this.member, partition);
    };
    return deliver(messages, this.options, {
      signal: this.stopping.signal, alive, goOn: alive,
      commit: ({ offset }) =>
        new Promise((done) => {
          groups.commit(this.member, partition, Number(offset) + 1);
          done();
        }),
      bury: (message, reason, attempts) => bury(message, this.options.group, reason, attempts),
    }).catch((error: unknown) => {
      if (!(error instanceof RapportError && error.code === 'RAPPORT_FENCED')) throw error;
    });
  }

  private stayMember(): void {
    try {
      this.parts.groups.beat(this.member, this.parts.now());
    } catch (error) {
      this.options.warn?.(`a member of group ${this.options.group} could not say that it is there`, error);
    }
  }

  private leave(): void {
    clearInterval(this.beat);
    try {
      this.parts.groups.leave(this.member);
    } catch (error) {
      this.options.warn?.(`a member of group ${this.options.group} could not say that it leaves`, error);
    }
    this.parts.waking.wake();
    this.parts.ended();
  }
}
