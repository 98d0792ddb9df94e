import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type SubscriptionView, SubscriptionViews } from '../queries/subscription-views';
import { SubscriptionRegistry } from '../registry/subscription-registry';

/** Send nothing until it is resumed; or, with `paused` false, go on from where it stands. @throws RAPPORT_NOT_FOUND */
export class PauseSubscription extends Command<SubscriptionView> {
  constructor(readonly id: string, readonly paused: boolean) {
    super();
  }
}

@CommandHandler(PauseSubscription)
export class PauseSubscriptionHandler implements ICommandHandler<PauseSubscription> {
  constructor(private readonly registry: SubscriptionRegistry, private readonly views: SubscriptionViews) {}

  async execute({ id, paused }: PauseSubscription): Promise<SubscriptionView> {
    const { state } = await this.registry.get(id);
    if (paused && state !== 'paused') await this.registry.state({ type: 'subscription.paused', data: { subscriptionId: id } });
    if (!paused && state !== 'active') await this.registry.state({ type: 'subscription.resumed', data: { subscriptionId: id } });
    return this.views.of(await this.registry.get(id));
  }
}
