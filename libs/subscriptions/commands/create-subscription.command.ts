import { randomUUID } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { formatPosition, type Position } from '#kernel';
import { Secrets } from '../delivery/secrets';
import { type SubscriptionView, SubscriptionViews } from '../queries/subscription-views';
import { SubscriptionRegistry } from '../registry/subscription-registry';
import { newSecret } from '../sending/secret';
import { LogEnd } from './log-end';
import { SubscriptionChecks } from './subscription-checks';

export interface NewSubscription {
  readonly url: string;
  readonly types: readonly string[];
  /** Made here where it is not given. */
  readonly secret?: string | undefined;
  /** After this position; default from now on. */
  readonly from?: Position | undefined;
  readonly includeBackfill: boolean;
  readonly description?: string | undefined;
}

/** A service asks to be told. The answer is the only one that ever holds the secret. @throws RAPPORT_INVALID_SUBSCRIPTION */
export class CreateSubscription extends Command<SubscriptionView & { readonly secret: string }> {
  constructor(readonly subscription: NewSubscription) {
    super();
  }
}

@CommandHandler(CreateSubscription)
export class CreateSubscriptionHandler implements ICommandHandler<CreateSubscription> {
  constructor(private readonly registry: SubscriptionRegistry, private readonly checks: SubscriptionChecks, private readonly secrets: Secrets, private readonly end: LogEnd, private readonly views: SubscriptionViews) {}

  async execute({ subscription }: CreateSubscription): Promise<SubscriptionView & { readonly secret: string }> {
    const { url, types, secret = newSecret(), from, includeBackfill, description } = subscription;
    await this.checks.check({ url, types, secret });
    const head = await this.end.position();
    const subscriptionId = randomUUID();
    await this.secrets.keep(subscriptionId, secret);
    await this.registry.state({ type: 'subscription.created', data: { subscriptionId, url, types: [...types], includeBackfill, from: formatPosition(from ?? head), head: formatPosition(head), ...(description === undefined ? {} : { description }) } });
    return { ...(await this.views.of(await this.registry.get(subscriptionId))), secret };
  }
}
