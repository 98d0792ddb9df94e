import { availableParallelism } from 'node:os';
import type { EventLog } from '#event-log';
import { pause, type Position } from '#kernel';

/** Events per second that the log grows by: what a machine of few cores takes in when all of it is busy with that. */
const FLOOD = 5_000;
/** With so many cores nobody is in anybody's way. */
const ENOUGH = 4;
/** The longest pause, ms. */
const LONGEST = 500;

/**
 * Gives way to a flood: while the log grows so fast that it takes all of a small machine, each turn of work is followed by a pause as long as the turn, which
 * leaves half of the time to intake. Once the flood is over there are no pauses. Niceness alone does not do this: a thread that finds no idle core to wake up on
 * waits for one that is busy, although a nicer thread has the other.
 */
export class GivingWay {
  private head: Position | undefined;
  private lookedAt = performance.now();

  constructor(private readonly log: Pick<EventLog, 'head'>, private readonly cores = availableParallelism()) {}

  /** Resolves when the next turn may begin, after one that took so many ms. */
  async after(worked: number, signal: AbortSignal): Promise<void> {
    if (this.cores >= ENOUGH) return;
    const [head, now] = [await this.log.head(), performance.now()];
    const perSecond = this.head === undefined ? 0 : (Number(head - this.head) * 1_000) / (now - this.lookedAt);
    [this.head, this.lookedAt] = [head, now];
    if (perSecond > FLOOD) await pause(Math.min(worked, LONGEST), signal);
  }
}
