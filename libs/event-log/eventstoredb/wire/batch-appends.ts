import { randomUUID } from 'node:crypto';
import { type BatchAnswer, batchRequest } from './batch-request';
import type { AppendAnswer, ExpectedRevision, ProposedEvent } from './messages';

/** The one open call for all appends of a connection. */
export interface AppendCall {
  write(request: Buffer): boolean;
  on(name: 'data', listener: (answer: BatchAnswer) => void): unknown;
  on(name: 'error', listener: (error: Error) => void): unknown;
  on(name: 'close' | 'drain' | 'end', listener: () => void): unknown;
  cancel(): void;
}

interface Waiting {
  readonly resolve: (answer: AppendAnswer) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/** How long an answer may take, ms. */
const PATIENCE = 15_000;

/**
 * Appends of one connection over one BatchAppend call, in the order in which they are made. A fault of the call fails what is under way on it, on this
 * connection alone, with nothing left behind; the next append opens another call.
 */
export class BatchAppends {
  private current: Promise<Conversation> | undefined;

  constructor(private readonly open: () => Promise<AppendCall>) {}

  async append(stream: string, events: readonly ProposedEvent[], expected: ExpectedRevision): Promise<AppendAnswer> {
    const current = (this.current ??= this.begin());
    const conversation = await current;
    return conversation.append(stream, events, expected);
  }

  close(): void {
    void this.current?.then((conversation) => { conversation.end(new Error('the connection is closed')); }, () => undefined);
    this.current = undefined;
  }

  private begin(): Promise<Conversation> {
    const begun: Promise<Conversation> = this.open().then((call) => new Conversation(call, () => { this.forget(begun); }));
    begun.catch(() => { this.forget(begun); });
    return begun;
  }

  private forget(ended: Promise<Conversation>): void {
    if (this.current === ended) this.current = undefined;
  }
}

class Conversation {
  private readonly waiting = new Map<string, Waiting>();
  private draining: Promise<void> | undefined;
  private drained = (): void => undefined;
  private ended: Error | undefined;

  constructor(private readonly call: AppendCall, private readonly onEnd: () => void) {
    call.on('data', (answer) => { this.settle(answer); });
    call.on('error', (error) => { this.end(error); });
    call.on('end', () => { this.end(new Error('the server has ended the call')); });
    call.on('drain', () => { this.drained(); });
    call.on('close', () => { this.end(new Error('the call is closed')); });
  }

  async append(stream: string, events: readonly ProposedEvent[], expected: ExpectedRevision): Promise<AppendAnswer> {
    while (this.draining) await this.draining;
    if (this.ended) throw this.ended;
    const id = randomUUID();
    const answer = new Promise<AppendAnswer>((resolve, reject) => {
      const timer = setTimeout(() => { this.end(Object.assign(new Error('the server did not answer an append'), { code: 4 })); }, PATIENCE);
      this.waiting.set(id, { resolve, reject, timer });
    });
    if (!this.call.write(batchRequest(id, stream, events, expected))) this.draining = this.drain();
    return answer;
  }

  /** All that is under way fails with the error; whether it was written is open. */
  end(error: Error): void {
    if (this.ended) return;
    this.ended = error;
    this.onEnd();
    this.drained();
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.waiting.clear();
    this.call.cancel();
  }

  private settle({ correlationId, read }: BatchAnswer): void {
    const waiting = this.waiting.get(correlationId);
    if (!waiting) return;
    this.waiting.delete(correlationId);
    clearTimeout(waiting.timer);
    try {
      waiting.resolve(read());
    } catch (error) {
      waiting.reject(error);
    }
  }

  private drain(): Promise<void> {
    return new Promise((resolve) => {
      this.drained = (): void => {
        this.draining = undefined;
        resolve();
      };
    });
  }
}
