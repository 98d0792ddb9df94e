import { BroadcastChannel } from 'node:worker_threads';
import { Sleepers } from '#kernel';

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
  private readonly sleepers = new Sleepers();

  constructor(file: string) {
    this.channel = open(file);
    this.channel.onmessage = (): void => {
      this.wake();
    };
  }

  /** Resolves at the next growth, at the signal, or after `milliseconds` at the latest. */
  growth(signal: AbortSignal, milliseconds: number): Promise<void> {
    return this.sleepers.sleep(milliseconds, signal);
  }

  wake(): void {
    this.sleepers.wake();
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
