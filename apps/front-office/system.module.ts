import { type DynamicModule, Module } from '@nestjs/common';
import { PlatformModule, type PlatformParts } from './platform.module';
import { HealthController } from './system/health.controller';
import { MetricsController } from './system/metrics.controller';

/** How a process is doing that serves nothing else: health and metrics. */
@Module({})
export class SystemModule {
  static with(parts: PlatformParts): DynamicModule {
    return { module: SystemModule, imports: [PlatformModule.with(parts)], controllers: [HealthController, MetricsController] };
  }
}
