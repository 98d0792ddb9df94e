import { isRapportError } from '#kernel';
import type { ReadModelStore } from '#read-models';
import { Bell } from './bell';
import { DeliveryRun } from './delivery-run';
import type { RunSpec, RunTools } from './run-spec';

export interface WorkerTools {
  readonly store: ReadModelStore;
  /** Who asks for the lease. */
  readonly owner: string;
  readonly run: Omit<RunTools, 'fence'>;
  readonly warn: (message: string, error: unknown) => void;
}

/** ms; a process that has died is followed by another after so long. */
const LEASE = 10_000;
const LONGEST_PAUSE = 30_000;

/** Keeps the runs of one subscription going in one process at a time: under a lease, its number of reign on every write, begun again after a fault. */
export class SubscriptionWorker {
  private readonly stop = new AbortController();
  private readonly bell = new Bell();
  private readonly running: Promise<void>;
  private readonly lease: string;
  private over = false;

  constructor(subscription: string, private readonly specs: readonly RunSpec[], private readonly tools: WorkerTools) {
    this.lease = `webhooks/${subscription}`;
    this.running = this.run();
  }

  async close(): Promise<void> {
    this.stop.abort();
    this.bell.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    const { store, owner, warn } = this.tools;
    let faults = 0;
    while (!this.ended()) {
      try {
        const epoch = await store.acquire(this.lease, owner, LEASE);
        if (epoch !== undefined) await this.reign(epoch);
        faults = 0;
      } catch (error) {
        faults += 1;
        if (!isRapportError(error) || error.code !== 'RAPPORT_FENCED') warn('deliveries of a subscription were interrupted, and begin again', error);
      }
      if (!this.ended()) await this.bell.rung(faults === 0 ? LEASE / 3 : Math.min(500 * 2 ** faults, LONGEST_PAUSE));
    }
    await store.release(this.lease, owner).catch(() => undefined);
  }

  private ended(): boolean {
    return this.stop.signal.aborted || this.over;
  }

  private async reign(epoch: number): Promise<void> {
    const { store, owner, run, warn } = this.tools;
    const reign = new AbortController();
    const end = (): void => {
      reign.abort();
    };
    let heldUntil = run.clock.now() + LEASE;
    const renew = async (): Promise<void> => {
      const asked = run.clock.now();
      const renewed = await store.acquire(this.lease, owner, LEASE).catch((error: unknown) => {
        warn('the lease of a subscription could not be prolonged', error);
        return asked < heldUntil ? epoch : undefined;
      });
      if (renewed === epoch) heldUntil = asked + LEASE;
      else end();
    };
    const timer = setInterval(() => void renew(), LEASE / 3);
    this.stop.signal.addEventListener('abort', end);
    if (this.stop.signal.aborted) end();
    const gone = async (): Promise<void> => {
      this.over = true;
      end();
      await run.gone();
    };
    try {
      const results = await Promise.allSettled(this.specs.map(async (spec) => {
        try {
          await new DeliveryRun(spec, { ...run, gone, fence: { lease: this.lease, epoch } }).run(reign.signal);
        } catch (error) {
          end();
          throw error;
        }
      }));
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    } finally {
      clearInterval(timer);
      this.stop.signal.removeEventListener('abort', end);
    }
  }
}
