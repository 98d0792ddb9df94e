import { CUSTOMERS, IDENTITIES, IdentityDirectory, IdentityStage } from '#customers/identity';
import type { EventLog } from '#event-log';
import type { Clock } from '#kernel';
import { type ProjectionCatalogue, Projector, type ProjectorParts } from '#projections';
import type { ReadModelStore } from '#read-models';
import type { IdentityRules } from '#touchpoints';

export interface MakeProjector extends Pick<ProjectorParts, 'report' | 'warn' | 'batchSize'> {
  readonly log: EventLog;
  /** Open for writing. */
  readonly store: ReadModelStore;
  readonly clock: Clock;
  readonly identities: IdentityRules;
  readonly catalogue: ProjectionCatalogue;
}

/** A projector with the identity stage in front of the catalogue's projections. */
export function makeProjector({ log, store, clock, identities, catalogue, ...more }: MakeProjector): Projector {
  return new Projector({ log, store, clock, catalogue, stage: new IdentityStage(store, identities), directory: new IdentityDirectory(store, identities), collections: [IDENTITIES, CUSTOMERS], ...more });
}
