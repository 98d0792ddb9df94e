import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Secrets } from '../delivery/secrets';
import { SubscriptionRegistry } from '../registry/subscription-registry';

/** Tell the service no more, and give up what waits for it. @throws RAPPORT_NOT_FOUND */
export class DeleteSubscription extends Command<undefined> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(DeleteSubscription)
export class DeleteSubscriptionHandler implements ICommandHandler<DeleteSubscription> {
  constructor(private readonly registry: SubscriptionRegistry, private readonly secrets: Secrets) {}

  async execute({ id }: DeleteSubscription): Promise<undefined> {
    await this.registry.get(id);
    await this.registry.state({ type: 'subscription.deleted', data: { subscriptionId: id } });
    await this.secrets.forget(id);
  }
}
