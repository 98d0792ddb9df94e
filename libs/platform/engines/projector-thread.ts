import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { type ErrorCode, isRapportError, type Moment, RapportError } from '#kernel';
import type { ProjectionStatus, ProjectorStatus } from '#projections';
import type { EventLog } from '#event-log';
import type { NewEvent } from '#touchpoints';
import type { Configuration } from '../configuration/configuration';
import type { ProjectorControl } from './projector-control';

/** Methods that can be called across the thread's border. */
export type Callable = 'startRebuild' | 'rollBack' | 'retryParked' | 'materialise' | 'dropCollection' | 'clockMoved' | 'hurry' | 'close';

export type ToProjector = { readonly kind: 'call'; readonly number: number; readonly method: Callable; readonly values: readonly unknown[] };
export type FromProjector =
  | { readonly kind: 'status'; readonly status: ProjectorStatus }
  | { readonly kind: 'warning'; readonly message: string; readonly reason: string }
  | { readonly kind: 'answer'; readonly number: number; readonly value?: unknown; readonly error?: CrossingError };

/** Appends of the projector's facts go through the one writer, on the other side. */
export type AppendCall = { readonly number: number; readonly events: readonly NewEvent[] };
export type AppendAnswer = { readonly number: number; readonly outcomes?: Awaited<ReturnType<EventLog['append']>>; readonly error?: CrossingError };

export interface CrossingError {
  readonly code: ErrorCode;
  readonly message: string;
}

export interface ProjectorThreadData {
  readonly configuration: Configuration;
  /** The process's own, for what can be made again. */
  readonly folder: string;
  readonly appends: MessagePort;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The projector on a thread of its own, so that folding never holds up a request. */
export class ProjectorThread implements ProjectorControl {
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Set<(status: ProjectorStatus) => void>();
  private next = 0;

  private constructor(private readonly worker: Worker, private current: ProjectorStatus) {}

  /** Starts the script of the projector's thread; resolves with its first status. */
  static start(script: string, configuration: Configuration, { log, folder }: { readonly log: EventLog; readonly folder: string }, warn: (message: string, reason: string) => void): Promise<ProjectorThread> {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (call: AppendCall) => {
      void answerAppend(log, call).then((answer) => {
        port1.postMessage(answer);
      });
    });
    const data: ProjectorThreadData = { configuration, folder, appends: port2 };
    const worker = new Worker(script, { workerData: data, transferList: [port2] });
    return new Promise((resolve, reject) => {
      let thread: ProjectorThread | undefined;
      worker.once('error', reject);
      worker.on('message', (message: FromProjector) => {
        if (message.kind === 'warning') warn(message.message, message.reason);
        if (message.kind === 'answer') thread?.settle(message);
        if (message.kind !== 'status') return;
        if (thread) {
          thread.changed(message.status);
          return;
        }
        thread = new ProjectorThread(worker, message.status);
        worker.off('error', reject);
        worker.on('error', (error) => {
          warn('the projector\'s thread has ended', error instanceof Error ? error.message : String(error));
        });
        resolve(thread);
      });
      worker.on('exit', () => {
        port1.close();
        thread?.end();
      });
    });
  }

  status(): ProjectorStatus {
    return this.current;
  }

  onStatus(listener: (status: ProjectorStatus) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  startRebuild(name: string, version?: number): Promise<ProjectionStatus> {
    return this.call('startRebuild', name, version) as Promise<ProjectionStatus>;
  }

  rollBack(name: string): Promise<ProjectionStatus> {
    return this.call('rollBack', name) as Promise<ProjectionStatus>;
  }

  retryParked(name: string, customerId: string): Promise<boolean> {
    return this.call('retryParked', name, customerId) as Promise<boolean>;
  }

  async materialise(name: string, version: number, collection: string, at: Moment): Promise<void> {
    await this.call('materialise', name, version, collection, at);
  }

  async dropCollection(collection: string): Promise<void> {
    await this.call('dropCollection', collection);
  }

  clockMoved(shift: number): void {
    void this.call('clockMoved', shift);
  }

  hurry(): void {
    this.call('hurry').catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.call('close');
    await this.worker.terminate();
  }

  private call(method: Callable, ...values: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const number = this.next++;
      this.waiting.set(number, { resolve, reject });
      const message: ToProjector = { kind: 'call', number, method, values };
      this.worker.postMessage(message);
    });
  }

  private settle({ number, value, error }: Extract<FromProjector, { kind: 'answer' }>): void {
    const waiting = this.waiting.get(number);
    this.waiting.delete(number);
    if (error) waiting?.reject(new RapportError(error.code, error.message));
    else waiting?.resolve(value);
  }

  private changed(status: ProjectorStatus): void {
    this.current = status;
    for (const listener of this.listeners) listener(status);
  }

  private end(): void {
    for (const waiting of this.waiting.values()) waiting.reject(new RapportError('RAPPORT_SHUTTING_DOWN', 'the projector has ended'));
    this.waiting.clear();
  }
}

async function answerAppend(log: EventLog, { number, events }: AppendCall): Promise<AppendAnswer> {
  try {
    return { number, outcomes: await log.append(events) };
  } catch (error) {
    return { number, error: crossing(error) };
  }
}

/** What of an error crosses threads. */
export function crossing(error: unknown): CrossingError {
  if (isRapportError(error)) return { code: error.code, message: error.message };
  return { code: 'RAPPORT_INTERNAL', message: error instanceof Error ? error.message : String(error) };
}
