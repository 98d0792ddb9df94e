import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type SubscriptionView, SubscriptionViews } from '../queries/subscription-views';
import { SubscriptionRegistry } from '../registry/subscription-registry';
import { SubscriptionChecks } from './subscription-checks';

export interface SubscriptionChange {
  readonly url?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly includeBackfill?: boolean | undefined;
  /** Empty: none any more. */
  readonly description?: string | undefined;
}

/** What is other from now on. @throws RAPPORT_NOT_FOUND, RAPPORT_INVALID_SUBSCRIPTION */
export class ChangeSubscription extends Command<SubscriptionView> {
  constructor(readonly id: string, readonly change: SubscriptionChange) {
    super();
  }
}

@CommandHandler(ChangeSubscription)
export class ChangeSubscriptionHandler implements ICommandHandler<ChangeSubscription> {
  constructor(private readonly registry: SubscriptionRegistry, private readonly checks: SubscriptionChecks, private readonly views: SubscriptionViews) {}

  async execute({ id, change: { url, types, includeBackfill, description } }: ChangeSubscription): Promise<SubscriptionView> {
    await this.registry.get(id);
    await this.checks.check({ url, types });
    const data = { subscriptionId: id, ...(url === undefined ? {} : { url }), ...(types ? { types: [...types] } : {}), ...(includeBackfill === undefined ? {} : { includeBackfill }), ...(description === undefined ? {} : { description }) };
    if (Object.keys(data).length > 1) await this.registry.state({ type: 'subscription.changed', data });
    return this.views.of(await this.registry.get(id));
  }
}
