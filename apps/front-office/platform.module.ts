import { type DynamicModule, Module } from '@nestjs/common';
import { type Engines, type ProjectorControl, Visibility } from '#platform/engines';
import { ENGINES, PROJECTIONS, PROJECTOR, SHUTDOWN } from '#platform/injection';
import type { ProjectionCatalogue } from '#projections';
import { Metrics } from './system/metrics';

export interface PlatformParts {
  readonly engines: Engines;
  readonly projector: ProjectorControl;
  readonly catalogue: ProjectionCatalogue;
  readonly shutdown: AbortSignal;
}

/** What was opened before Nest started, for every module. */
@Module({})
export class PlatformModule {
  static with({ engines, projector, catalogue, shutdown }: PlatformParts): DynamicModule {
    const providers = [
      { provide: ENGINES, useValue: engines },
      { provide: PROJECTOR, useValue: projector },
      { provide: PROJECTIONS, useValue: catalogue },
      { provide: SHUTDOWN, useValue: shutdown },
      { provide: Visibility, useValue: new Visibility(projector) },
      { provide: Metrics, useValue: new Metrics(engines, projector) },
    ];
    return { module: PlatformModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}
