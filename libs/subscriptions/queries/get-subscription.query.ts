import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { SubscriptionRegistry } from '../registry/subscription-registry';
import { type SubscriptionView, SubscriptionViews } from './subscription-views';

/** One subscription with how far it is. @throws RAPPORT_NOT_FOUND */
export class GetSubscription extends Query<SubscriptionView> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetSubscription)
export class GetSubscriptionHandler implements IQueryHandler<GetSubscription> {
  constructor(private readonly registry: SubscriptionRegistry, private readonly views: SubscriptionViews) {}

  async execute({ id }: GetSubscription): Promise<SubscriptionView> {
    return this.views.of(await this.registry.get(id));
  }
}
