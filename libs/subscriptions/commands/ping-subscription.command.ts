import { randomUUID } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { systemClock } from '#kernel';
import { DeliveryBook } from '../delivery/delivery-book';
import { Secrets } from '../delivery/secrets';
import { SubscriptionRegistry } from '../registry/subscription-registry';
import { WebhookClient } from '../sending/webhook-client';
import { pingOf, signedHeaders } from '../sending/webhook-message';

export interface PingResult {
  readonly delivered: boolean;
  readonly status?: number;
  readonly error?: string;
  readonly milliseconds: number;
}

/** Call the receiver once with a `rapport.ping`, whatever the state of the subscription. If it answers, what waits for its next try is tried now. @throws RAPPORT_NOT_FOUND */
export class PingSubscription extends Command<PingResult> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(PingSubscription)
export class PingSubscriptionHandler implements ICommandHandler<PingSubscription> {
  constructor(private readonly registry: SubscriptionRegistry, private readonly secrets: Secrets, private readonly client: WebhookClient, private readonly book: DeliveryBook) {}

  async execute({ id }: PingSubscription): Promise<PingResult> {
    const { url } = await this.registry.get(id);
    const began = systemClock.now();
    const message = pingOf(id, randomUUID(), began);
    const outcome = await this.client.post(url, message.body, signedHeaders(message, await this.secrets.inForce(id), began));
    const milliseconds = systemClock.now() - began;
    if (outcome.kind === 'delivered') {
      await this.book.bringForward(id, systemClock.now());
      return { delivered: true, status: outcome.status, milliseconds };
    }
    if (outcome.kind === 'gone') return { delivered: false, status: 410, error: 'the receiver answered 410: it is gone', milliseconds };
    return { delivered: false, ...(outcome.status === undefined ? {} : { status: outcome.status }), error: outcome.message, milliseconds };
  }
}
