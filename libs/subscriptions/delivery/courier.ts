import type { EventLog } from '#event-log';
import type { EventTypes } from '#touchpoints';
import { SUBSCRIPTION_FACTS } from '../events';
import type { Subscription } from '../registry/subscription';
import type { SubscriptionRegistry } from '../registry/subscription-registry';
import { Bell } from './bell';
import { runSpecsOf } from './run-specs';
import { SubscriptionWorker, type WorkerTools } from './subscription-worker';

export interface CourierTools {
  readonly log: EventLog;
  readonly registry: SubscriptionRegistry;
  readonly types: EventTypes;
  readonly worker: Omit<WorkerTools, 'run'>;
  /** Makes the collections that deliveries lie in; answers the subscriptions of which something is kept there. */
  readonly prepare: () => Promise<readonly string[]>;
  readonly runFor: (subscription: Subscription) => WorkerTools['run'];
  readonly forget: (subscription: string) => Promise<void>;
}

const PAUSE = 2_000;

/** Sees to it that every active subscription has its worker, here or in another process, and that changes to it take effect at once. */
export class Courier {
  private readonly stop = new AbortController();
  private readonly bell = new Bell();
  private readonly workers = new Map<string, { readonly subscription: Subscription; readonly worker: SubscriptionWorker }>();
  private readonly known = new Set<string>();
  private readonly running: Promise<void>;

  constructor(private readonly tools: CourierTools) {
    this.running = this.run();
  }

  /** Lets calls under way finish, for some seconds. */
  async close(): Promise<void> {
    this.stop.abort();
    this.bell.ring();
    await this.running;
    await Promise.all([...this.workers.values()].map(({ worker }) => worker.close()));
  }

  private async run(): Promise<void> {
    const { log, worker: { warn }, prepare } = this.tools;
    const { signal } = this.stop;
    while (!signal.aborted) {
      try {
        for (const id of await prepare()) this.known.add(id);
        const after = await log.head();
        await this.reconcile();
        for await (const { events } of log.subscribe({ after, types: [...SUBSCRIPTION_FACTS], signal })) if (events.length > 0) await this.reconcile();
      } catch (error) {
        warn('subscriptions could not be read, and are tried again', error);
        await this.bell.rung(PAUSE);
      }
    }
  }

  private async reconcile(): Promise<void> {
    const { registry, types, worker: tools, runFor, forget } = this.tools;
    const all = new Map((await registry.all()).map((subscription) => [subscription.id, subscription]));
    for (const [id, { subscription, worker }] of this.workers) {
      if (all.get(id) === subscription) continue;
      this.workers.delete(id);
      await worker.close();
    }
    for (const subscription of all.values()) {
      this.known.add(subscription.id);
      if (subscription.state !== 'active' || this.workers.has(subscription.id)) continue;
      this.workers.set(subscription.id, { subscription, worker: new SubscriptionWorker(subscription.id, runSpecsOf(subscription, types), { ...tools, run: runFor(subscription) }) });
    }
    for (const id of this.known) {
      if (all.has(id)) continue;
      await forget(id);
      this.known.delete(id);
    }
  }
}
