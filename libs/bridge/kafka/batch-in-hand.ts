import { RapportError } from '#kernel';
import type { Delivery } from '../deliver';
import { type EachBatchPayload, HEARTBEAT } from './client';
import { isLostMembership, isRebalance } from './kafka-fault';

interface Place {
  readonly offset: string;
}

/** A batch while its messages are handled: heartbeats go on by themselves, and it is known when the group wants the partition back. */
export class BatchInHand {
  readonly topic: string;
  readonly partition: number;
  private readonly beat: NodeJS.Timeout;
  private wanted = false;
  private lost = false;

  constructor(private readonly payload: EachBatchPayload, private readonly isOurs: () => boolean, private readonly signal: AbortSignal) {
    ({ topic: this.topic, partition: this.partition } = payload.batch);
    this.beat = setInterval(() => void this.heartbeat(), HEARTBEAT);
  }

  end(): void {
    clearInterval(this.beat);
  }

  delivery(): Omit<Delivery, 'bury' | 'commit'> & { readonly commit: (last: Place) => Promise<void> } {
    return {
      signal: this.signal,
      alive: async () => {
        await this.heartbeat();
        if (this.lost || !this.isOurs()) throw this.gone();
      },
      goOn: async () => {
        await this.heartbeat();
        if (this.wanted || this.lost || !this.isOurs()) throw this.gone();
      },
      commit: async ({ offset }) => {
        if (!this.isOurs()) throw this.gone();
        await this.payload.commitOffsetsIfNecessary({ topics: [{ topic: this.topic, partitions: [{ partition: this.partition, offset: String(BigInt(offset) + 1n) }] }] });
        this.payload.resolveOffset(offset);
        if (this.wanted || this.lost) throw this.gone();
      },
    };
  }

  /** A beat that fails is no reason to give up the work in hand; what follows from it is. */
  private async heartbeat(): Promise<void> {
    try {
      await this.payload.heartbeat();
    } catch (error) {
      if (isLostMembership(error)) this.lost = true;
      else if (isRebalance(error)) this.wanted = true;
    }
  }

  private gone(): RapportError {
    return new RapportError('RAPPORT_FENCED', `partition ${String(this.partition)} of ${this.topic} goes to another member of the group`);
  }
}
