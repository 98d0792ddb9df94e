import type { Lag, ReceivedMessage } from '#bridge';

/** What had been told before a department began to listen. Until it has heard that, it does not know what it has to wait for: the money may have come. */
export class Backlog {
  private readonly waiting: Map<number, number>;
  private readonly first = new Map<number, bigint>();

  constructor(lags: readonly Lag[]) {
    this.waiting = new Map(lags.filter(({ messages }) => messages > 0).map(({ partition, messages }) => [partition, messages]));
  }

  get isHeard(): boolean {
    return this.waiting.size === 0;
  }

  /** Offsets are counted from the first that was heard, so that gaps and repeats do no harm. */
  heard(messages: readonly Pick<ReceivedMessage, 'partition' | 'offset'>[]): void {
    for (const { partition, offset } of messages) {
      const first = this.first.get(partition) ?? BigInt(offset);
      this.first.set(partition, first);
      if (BigInt(offset) - first + 1n >= BigInt(this.waiting.get(partition) ?? 0)) this.waiting.delete(partition);
    }
  }

  /** What has been committed meanwhile was heard, or lies with the dead letters. */
  committed(lags: readonly Lag[]): void {
    for (const { partition, messages } of lags) if (messages === 0) this.waiting.delete(partition);
  }
}
