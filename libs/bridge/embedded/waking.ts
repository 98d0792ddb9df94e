import { BroadcastChannel } from 'node:worker_threads';
import { Sleepers } from '#kernel';

/** Wakes whoever waits for something new in one bridge, on every thread of the process. */
export class Waking {
  private readonly channel: BroadcastChannel;
  private readonly sleepers = new Sleepers();

  constructor(file: string) {
    this.channel = new BroadcastChannel(`rapport-bridge:${file}`);
    this.channel.onmessage = (): void => {
      this.sleepers.wake();
    };
    this.channel.unref();
  }

  /** Wakes them all. */
  wake(): void {
    this.channel.postMessage(0);
    this.sleepers.wake();
  }

  /** Resolves when woken, at the signal, or after `milliseconds` at the latest. */
  sleep(signal: AbortSignal, milliseconds: number): Promise<void> {
    return this.sleepers.sleep(milliseconds, signal);
  }

  close(): void {
    this.sleepers.wake();
    this.channel.close();
  }
}
