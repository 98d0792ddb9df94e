import { type DynamicModule, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule, QueryBus } from '@nestjs/cqrs';
import { CustomersModule } from '#customers';
import { IdentityDirectory } from '#customers/identity';
import { IntakeModule } from '#intake';
import { Visibility } from '#platform/engines';
import { VisibilityInterceptor } from '#platform/http';
import { AttemptTally, ListSubscriptions, SubscriptionsModule } from '#subscriptions';
import { CustomersController } from './customers/customers.controller';
import { EventsController } from './events/events.controller';
import { IdentitiesController } from './identities/identities.controller';
import { LiveController } from './live/live.controller';
import { ProjectionsController } from './projections/projections.controller';
import { PlatformModule, type PlatformParts } from './platform.module';
import { QuarantineController } from './quarantine/quarantine.controller';
import { GrowthController } from './read-models/growth.controller';
import { ReadModelsController } from './read-models/read-models.controller';
import { SubscriptionsController } from './subscriptions/subscriptions.controller';
import { WebhookMetrics } from './subscriptions/webhook-metrics';
import { ClockController } from './system/clock.controller';
import { HealthController } from './system/health.controller';
import { MetricsController } from './system/metrics.controller';
import { Metrics } from './system/metrics';
import { TouchpointsController } from './touchpoints/touchpoints.controller';

/** Intake, commands, queries and live streams over HTTP. */
@Module({})
export class FrontOfficeModule {
  static with(parts: PlatformParts): DynamicModule {
    return {
      module: FrontOfficeModule,
      imports: [CqrsModule.forRoot(), PlatformModule.with(parts), IntakeModule, CustomersModule, SubscriptionsModule.with({ imports: [CustomersModule], directory: IdentityDirectory })],
      controllers: [TouchpointsController, QuarantineController, CustomersController, IdentitiesController, ReadModelsController, GrowthController, ProjectionsController, EventsController, LiveController, SubscriptionsController, HealthController, MetricsController, ClockController],
      providers: [
        { provide: APP_INTERCEPTOR, inject: [Visibility], useFactory: (visibility: Visibility): VisibilityInterceptor => new VisibilityInterceptor(visibility) },
        { provide: WebhookMetrics, inject: [Metrics, QueryBus, AttemptTally], useFactory: ({ registry }: Metrics, queries: QueryBus, tally: AttemptTally): WebhookMetrics => new WebhookMetrics({ registry, tally, list: () => queries.execute(new ListSubscriptions()) }) },
      ],
    };
  }
}
