import { type DynamicModule, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { CustomersModule } from '#customers';
import { IntakeModule } from '#intake';
import { Visibility } from '#platform/engines';
import { VisibilityInterceptor } from '#platform/http';
import { CustomersController } from './customers/customers.controller';
import { EventsController } from './events/events.controller';
import { IdentitiesController } from './identities/identities.controller';
import { LiveController } from './live/live.controller';
import { ProjectionsController } from './projections/projections.controller';
import { PlatformModule, type PlatformParts } from './platform.module';
import { QuarantineController } from './quarantine/quarantine.controller';
import { GrowthController } from './read-models/growth.controller';
import { ReadModelsController } from './read-models/read-models.controller';
import { ClockController } from './system/clock.controller';
import { HealthController } from './system/health.controller';
import { MetricsController } from './system/metrics.controller';
import { TouchpointsController } from './touchpoints/touchpoints.controller';

/** Intake, commands, queries and live streams over HTTP. */
@Module({})
export class FrontOfficeModule {
  static with(parts: PlatformParts): DynamicModule {
    return {
      module: FrontOfficeModule,
      imports: [CqrsModule.forRoot(), PlatformModule.with(parts), IntakeModule, CustomersModule],
      controllers: [TouchpointsController, QuarantineController, CustomersController, IdentitiesController, ReadModelsController, GrowthController, ProjectionsController, EventsController, LiveController, HealthController, MetricsController, ClockController],
      providers: [{ provide: APP_INTERCEPTOR, inject: [Visibility], useFactory: (visibility: Visibility): VisibilityInterceptor => new VisibilityInterceptor(visibility) }],
    };
  }
}
