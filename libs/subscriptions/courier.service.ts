import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { isRapportError, type Position, systemClock } from '#kernel';
import { type Deliveries, type Engines, type Visibility } from '#platform/engines';
import type { AttemptTally } from './delivery/attempt-tally';
import { Courier } from './delivery/courier';
import type { EventOwners } from './delivery/customer-of-event';
import type { DeliveryBook } from './delivery/delivery-book';
import type { LastErrors } from './delivery/last-errors';
import type { Secrets } from './delivery/secrets';
import type { WorkerTools } from './delivery/subscription-worker';
import type { Subscription } from './registry/subscription';
import type { SubscriptionRegistry } from './registry/subscription-registry';
import { STANDARD_RETRIES } from './sending/retry-schedule';
import type { WebhookClient } from './sending/webhook-client';
import { messageOf, signedHeaders } from './sending/webhook-message';

export interface CourierParts {
  readonly engines: Engines;
  readonly deliveries: Deliveries;
  readonly visibility: Visibility;
  readonly owners: EventOwners;
  readonly registry: SubscriptionRegistry;
  readonly book: DeliveryBook;
  readonly secrets: Secrets;
  readonly errors: LastErrors;
  readonly client: WebhookClient;
  readonly tally: AttemptTally;
}

/** ms at a time that the read models are waited for. */
const PATIENCE = 2_000;

/** Delivers while the application is up. Sending goes by the system's clock, a virtual one moves no receiver. */
@Injectable()
export class CourierService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Subscriptions');
  private courier: Courier | undefined;

  constructor(private readonly parts: CourierParts) {}

  onApplicationBootstrap(): void {
    const { engines: { log, types }, deliveries: { store, owner }, registry, book, secrets, errors } = this.parts;
    this.courier = new Courier({
      log, types, registry, prepare: () => book.prepare(), runFor: (subscription) => this.runFor(subscription), worker: { store, owner, warn: (message, error) => this.warn(message, error) },
      forget: async (subscription) => {
        await book.forget(subscription);
        await errors.forget(subscription);
        await secrets.forget(subscription);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.courier?.close();
    this.parts.client.close();
    await this.parts.deliveries.close();
  }

  private runFor({ id, url }: Subscription): WorkerTools['run'] {
    const { engines: { log }, deliveries: { retries = STANDARD_RETRIES }, owners, registry, book, errors, client, tally } = this.parts;
    return {
      log, book, retries, clock: systemClock, random: () => Math.random(),
      ownerOf: (event) => owners.ownerOf(event),
      visible: (position, signal) => this.visible(position, signal),
      send: async (event, replay, signal) => {
        const { customerId } = await owners.ownerOf(event);
        const message = messageOf(event, { subscriptionId: id, customerId, replay });
        const outcome = await client.post(url, message.body, signedHeaders(message, await this.secretsOf(id), systemClock.now()), signal);
        // What this process has broken off itself is no answer of the receiver's.
        if (outcome.kind !== 'failed' || !signal.aborted) tally.add(outcome);
        if (outcome.kind === 'failed' && !signal.aborted) await errors.note(id, outcome);
        return outcome;
      },
      gone: async () => {
        await registry.state({ type: 'subscription.disabled', data: { subscriptionId: id, reason: 'the receiver answered 410: it is gone' } });
      },
    };
  }

  private async secretsOf(id: string): Promise<string[]> {
    try {
      return await this.parts.secrets.inForce(id);
    } catch (error) {
      await this.parts.errors.note(id, { message: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  private async visible(position: Position, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.parts.visibility.waitFor(position, PATIENCE);
        return;
      } catch (error) {
        if (!isRapportError(error) || error.code !== 'RAPPORT_TIMEOUT') throw error;
      }
    }
  }

  private warn(message: string, error: unknown): void {
    this.logger.warn(`${message}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
