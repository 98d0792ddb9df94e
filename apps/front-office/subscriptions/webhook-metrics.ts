import { setTimeout as sleep } from 'node:timers/promises';
import { Counter, Gauge, type Registry } from 'prom-client';
import { SECOND } from '#kernel';
import type { AttemptTally, SubscriptionView } from '#subscriptions';

export interface WebhookMetricsParts {
  readonly registry: Registry;
  readonly list: () => Promise<readonly SubscriptionView[]>;
  readonly tally: Pick<AttemptTally, 'counts'>;
  /** ms for which an answer of the stores serves: each costs a look into the log for every subscription. */
  readonly fresh?: number;
  /** ms that a scrape waits for the stores. */
  readonly patience?: number;
}

/** What Prometheus is told of webhooks. A subscription goes by its id alone: its address may hold what is nobody's business. */
export class WebhookMetrics {
  private pending: Promise<void> | undefined;
  private views: readonly SubscriptionView[] = [];
  private freshUntil = 0;

  constructor(private readonly parts: WebhookMetricsParts) {
    const { registry, tally } = parts;
    const registers = [registry];
    this.gauge('rapport_webhook_delivered', 'Events that a subscription was given, replays apart', ({ delivered }) => delivered);
    this.gauge('rapport_webhook_retrying', 'Customers of a subscription who are tried again by themselves', ({ retrying }) => retrying);
    this.gauge('rapport_webhook_parked', 'Customers of a subscription who wait for a decision', ({ parked }) => parked);
    this.gauge('rapport_webhook_lag_events', 'Events that a subscription has still to be given', ({ lag }) => lag.events);
    this.gauge('rapport_webhook_lag_seconds', 'Age of the oldest event that a subscription has still to be given', ({ lag }) => lag.seconds);
    new Counter({
      name: 'rapport_webhook_attempts_total', help: 'Tries of this process to deliver an event, by what became of them', labelNames: ['outcome'], registers,
      collect(): void {
        this.reset();
        for (const [outcome, count] of Object.entries(tally.counts)) this.inc({ outcome }, count);
      },
    });
  }

  private gauge(name: string, help: string, read: (view: SubscriptionView) => number): void {
    const current = (): Promise<readonly SubscriptionView[]> => this.current();
    new Gauge({
      name, help, labelNames: ['subscription'], registers: [this.parts.registry],
      async collect(): Promise<void> {
        const views = await current();
        // A subscription that is gone leaves no line behind.
        this.reset();
        for (const view of views) this.set({ subscription: view.id }, read(view));
      },
    });
  }

  /** None while the stores are out of reach: a scrape tells what there is. */
  private async current(): Promise<readonly SubscriptionView[]> {
    const { patience = 2 * SECOND } = this.parts;
    if (this.pending === undefined && performance.now() >= this.freshUntil) this.pending = this.ask();
    const { pending } = this;
    if (pending === undefined) return this.views;
    return Promise.race([pending.then(() => this.views), sleep(patience, [], { ref: false })]);
  }

  private async ask(): Promise<void> {
    const { list, fresh = 5 * SECOND } = this.parts;
    this.views = await list().catch(() => []);
    this.freshUntil = performance.now() + fresh;
    this.pending = undefined;
  }
}
