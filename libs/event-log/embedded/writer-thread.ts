import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { RapportError, type ErrorCode, type Moment } from '#kernel';
import type { Appender } from './append-queue';
import type { AppendReply, AppendRequest } from './log-writer';

export interface WriterSettings {
  readonly file: string;
  readonly clockOffset: number;
}

export type ToWriter = { readonly kind: 'append'; readonly number: number; readonly request: AppendRequest } | { readonly kind: 'clock'; readonly offset: Moment } | { readonly kind: 'close' };
export type FromWriter =
  | { readonly kind: 'ready' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'reply'; readonly number: number; readonly reply?: Omit<AppendReply, 'error'>; readonly error?: ThreadError };

/** What of an error crosses threads. */
export interface ThreadError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly extra: Readonly<Record<string, unknown>>;
}

interface Waiting {
  readonly resolve: (reply: AppendReply) => void;
  readonly reject: (error: unknown) => void;
}

/** The writer on a thread of its own, so that the caller's event loop never waits for the disk. */
export class WriterThread implements Appender {
  private readonly waiting = new Map<number, Waiting>();
  private next = 0;
  private ended: RapportError | undefined;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (message: FromWriter) => {
      if (message.kind === 'reply') this.settle(message);
    });
    worker.on('error', (error) => {
      this.end(new RapportError('RAPPORT_STORE_UNAVAILABLE', 'the log\'s writer has stopped', { cause: error }));
    });
    worker.on('exit', () => {
      this.end(new RapportError('RAPPORT_SHUTTING_DOWN', 'the log is closed'));
    });
  }

  static start(settings: WriterSettings): Promise<WriterThread> {
    const worker = new Worker(join(__dirname, 'writer.worker.js'), { workerData: settings });
    return new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', () => {
        worker.off('error', reject);
        resolve(new WriterThread(worker));
      });
    });
  }

  append(request: AppendRequest): Promise<AppendReply> {
    if (this.ended) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => {
      const number = this.next++;
      this.waiting.set(number, { resolve, reject });
      this.post({ kind: 'append', number, request });
    });
  }

  shiftClock(offset: number): void {
    this.post({ kind: 'clock', offset });
  }

  close(): Promise<void> {
    if (this.ended) return Promise.resolve();
    return new Promise((resolve) => {
      this.worker.once('exit', () => {
        resolve();
      });
      this.post({ kind: 'close' });
    });
  }

  private post(message: ToWriter): void {
    this.worker.postMessage(message);
  }

  private settle({ number, reply, error }: Extract<FromWriter, { kind: 'reply' }>): void {
    const waiting = this.waiting.get(number);
    this.waiting.delete(number);
    if (error) waiting?.reject(new RapportError(error.code, error.message, { extra: error.extra }));
    else if (reply) waiting?.resolve(reply);
  }

  private end(reason: RapportError): void {
    this.ended ??= reason;
    for (const each of this.waiting.values()) each.reject(this.ended);
    this.waiting.clear();
  }
}
