import { BroadcastChannel } from 'node:worker_threads';

/** Wakes whoever waits for something new in one bridge, on every thread of the process. */
export class Waking {
  private readonly channel: BroadcastChannel;
  private readonly sleepers = new Set<() => void>();

  constructor(file: string) {
    this.channel = new BroadcastChannel(`rapport-bridge:${file}`);
    this.channel.onmessage = (): void => {
      this.wakeOwn();
    };
    this.channel.unref();
  }

  /** Wakes them all. */
  wake(): void {
    this.channel.postMessage(0);
    this.wakeOwn();
  }

  /** Resolves when woken, at the signal, or after `milliseconds` at the latest. */
  sleep(signal: AbortSignal, milliseconds: number): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.sleepers.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.sleepers.add(done);
      signal.addEventListener('abort', done);
    });
  }

  close(): void {
    this.wakeOwn();
    this.channel.close();
  }

  private wakeOwn(): void {
    for (const sleeper of [...this.sleepers]) sleeper();
  }
}
