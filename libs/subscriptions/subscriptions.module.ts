import { type DynamicModule, Module, type ModuleMetadata, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { systemClock } from '#kernel';
import { type Deliveries, type Engines, Visibility } from '#platform/engines';
import { DELIVERIES, ENGINES } from '#platform/injection';
import type { CustomerDirectory } from '#projections';
import { EventTypes } from '#touchpoints';
import { ChangeSubscriptionHandler } from './commands/change-subscription.command';
import { CreateSubscriptionHandler } from './commands/create-subscription.command';
import { DeleteSubscriptionHandler } from './commands/delete-subscription.command';
import { LogEnd } from './commands/log-end';
import { PauseSubscriptionHandler } from './commands/pause-subscription.command';
import { PingSubscriptionHandler } from './commands/ping-subscription.command';
import { ReleaseParkedCustomerHandler } from './commands/release-parked-customer.command';
import { ReplaySubscriptionHandler } from './commands/replay-subscription.command';
import { RotateSecretHandler } from './commands/rotate-secret.command';
import { SubscriptionChecks } from './commands/subscription-checks';
import { CourierService } from './courier.service';
import { AttemptTally } from './delivery/attempt-tally';
import { EventOwners } from './delivery/customer-of-event';
import { DeliveryBook } from './delivery/delivery-book';
import { LastErrors } from './delivery/last-errors';
import { Secrets } from './delivery/secrets';
import { GetSubscriptionHandler } from './queries/get-subscription.query';
import { ListParkedCustomersHandler } from './queries/list-parked-customers.query';
import { ListSubscriptionsHandler } from './queries/list-subscriptions.query';
import { SubscriptionViews } from './queries/subscription-views';
import { SubscriptionRegistry } from './registry/subscription-registry';
import { WebhookClient } from './sending/webhook-client';

/** Who customers are is another room's business: the app says which of its providers knows. */
export interface SubscriptionsOptions {
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly directory: Type<CustomerDirectory>;
}

/** Services are told what happens, by signed webhooks. */
@Module({})
export class SubscriptionsModule {
  static with({ imports, directory }: SubscriptionsOptions): DynamicModule {
    return {
      module: SubscriptionsModule,
      imports: [CqrsModule, ...imports],
      providers: [
        { provide: SubscriptionRegistry, inject: [ENGINES], useFactory: ({ log, clock, types }: Engines): SubscriptionRegistry => new SubscriptionRegistry(log, clock, types) },
        { provide: EventTypes, inject: [ENGINES], useFactory: ({ types }: Engines): EventTypes => types },
        { provide: LogEnd, inject: [ENGINES], useFactory: ({ log }: Engines): LogEnd => new LogEnd(log) },
        { provide: DeliveryBook, inject: [DELIVERIES], useFactory: ({ store }: Deliveries): DeliveryBook => new DeliveryBook(store) },
        { provide: Secrets, inject: [DELIVERIES], useFactory: ({ store }: Deliveries): Secrets => new Secrets(store, systemClock) },
        { provide: LastErrors, inject: [DELIVERIES], useFactory: ({ store }: Deliveries): LastErrors => new LastErrors(store, systemClock) },
        { provide: WebhookClient, inject: [DELIVERIES], useFactory: ({ allowPrivate }: Deliveries): WebhookClient => new WebhookClient({ allowPrivate, clock: systemClock, userAgent: 'Rapport-Webhooks/1' }) },
        { provide: SubscriptionChecks, inject: [ENGINES, DELIVERIES], useFactory: ({ types }: Engines, { allowPrivate }: Deliveries): SubscriptionChecks => new SubscriptionChecks(types, allowPrivate) },
        { provide: EventOwners, inject: [ENGINES, directory], useFactory: ({ identities }: Engines, customers: CustomerDirectory): EventOwners => new EventOwners(customers, identities) },
        { provide: SubscriptionViews, inject: [ENGINES, DeliveryBook, LastErrors], useFactory: ({ log, clock, types }: Engines, book: DeliveryBook, errors: LastErrors): SubscriptionViews => new SubscriptionViews(log, clock, types, book, errors) },
        AttemptTally,
        {
          provide: CourierService,
          inject: [ENGINES, DELIVERIES, Visibility, EventOwners, SubscriptionRegistry, DeliveryBook, Secrets, LastErrors, WebhookClient, AttemptTally],
          useFactory: (engines: Engines, deliveries: Deliveries, visibility: Visibility, owners: EventOwners, registry: SubscriptionRegistry, book: DeliveryBook, secrets: Secrets, errors: LastErrors, client: WebhookClient, tally: AttemptTally): CourierService =>
            new CourierService({ engines, deliveries, visibility, owners, registry, book, secrets, errors, client, tally }),
        },
        ChangeSubscriptionHandler, CreateSubscriptionHandler, DeleteSubscriptionHandler, PauseSubscriptionHandler, PingSubscriptionHandler, ReleaseParkedCustomerHandler, ReplaySubscriptionHandler, RotateSecretHandler,
        GetSubscriptionHandler, ListParkedCustomersHandler, ListSubscriptionsHandler,
      ],
      exports: [AttemptTally],
    };
  }
}
