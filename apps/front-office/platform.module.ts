import { type DynamicModule, Module } from '@nestjs/common';
import type { Bridge } from '#bridge';
import { InFlight } from '#intake/receive';
import { type Deliveries, type Engines, type ProjectorControl, Visibility } from '#platform/engines';
import { BRIDGE, DELIVERIES, ENGINES, PROJECTIONS, PROJECTOR, SHUTDOWN } from '#platform/injection';
import type { ProjectionCatalogue } from '#projections';
import { Metrics } from './system/metrics';

export interface PlatformParts {
  readonly engines: Engines;
  readonly deliveries: Deliveries;
  /** Where this process is at the bridge. */
  readonly bridge: Bridge | undefined;
  readonly projector: ProjectorControl;
  readonly catalogue: ProjectionCatalogue;
  readonly shutdown: AbortSignal;
  readonly inFlight: InFlight;
}

/** What was opened before Nest started, for every module. */
@Module({})
export class PlatformModule {
  static with({ engines, deliveries, bridge, projector, catalogue, shutdown, inFlight }: PlatformParts): DynamicModule {
    const providers = [
      { provide: ENGINES, useValue: engines },
      { provide: DELIVERIES, useValue: deliveries },
      { provide: BRIDGE, useValue: bridge },
      { provide: PROJECTOR, useValue: projector },
      { provide: PROJECTIONS, useValue: catalogue },
      { provide: SHUTDOWN, useValue: shutdown },
      { provide: Visibility, useValue: new Visibility(projector) },
      { provide: InFlight, useValue: inFlight },
      { provide: Metrics, useValue: new Metrics(engines, projector, inFlight) },
    ];
    return { module: PlatformModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}
