import { BroadcastChannel } from 'node:worker_threads';

/** Tells every reader of one log, on every thread of the process, that it has grown. */
export interface HeadAnnouncer {
  readonly announce: (head: number) => void;
  readonly close: () => void;
}

export function announceHead(file: string): HeadAnnouncer {
  const channel = open(file);
  return {
    announce: (head): void => {
      channel.postMessage(head);
    },
    close: (): void => {
      channel.close();
    },
  };
}

/** Wakes whoever waits for the log to grow. */
export class HeadListener {
  private readonly channel: BroadcastChannel;
  private readonly sleepers = new Set<() => void>();

  constructor(file: string) {
    this.channel = open(file);
    this.channel.onmessage = (): void => {
      this.wake();
    };
  }

  /** Resolves at the next growth, at the signal, or after `milliseconds` at the latest. */
  growth(signal: AbortSignal, milliseconds: number): Promise<void> {
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

  wake(): void {
    for (const sleeper of [...this.sleepers]) sleeper();
  }

  close(): void {
    this.wake();
    this.channel.close();
  }
}

function open(file: string): BroadcastChannel {
  const channel = new BroadcastChannel(`rapport-log:${file}`);
  channel.unref();
  return channel;
}
