import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { SubscriptionRegistry } from '../registry/subscription-registry';
import { type SubscriptionView, SubscriptionViews } from './subscription-views';

/** Every subscription with how far it is. */
export class ListSubscriptions extends Query<readonly SubscriptionView[]> {}

@QueryHandler(ListSubscriptions)
export class ListSubscriptionsHandler implements IQueryHandler<ListSubscriptions> {
  constructor(private readonly registry: SubscriptionRegistry, private readonly views: SubscriptionViews) {}

  async execute(): Promise<readonly SubscriptionView[]> {
    return Promise.all((await this.registry.all()).map((subscription) => this.views.of(subscription)));
  }
}
