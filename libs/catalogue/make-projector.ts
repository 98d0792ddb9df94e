import { CUSTOMERS, IDENTITIES, IdentityDirectory, IdentityStage, TerritoryStage } from '#customers/identity';
import type { EventLog } from '#event-log';
import type { Clock } from '#kernel';
import { boundedLog, IdentityReach, ProjectionCatalogue, Projector, type ProjectorParts, RangeDirectory, type Territory } from '#projections';
import type { ReadModelStore } from '#read-models';
import type { IdentityRules } from '#touchpoints';

export interface MakeProjector extends Pick<ProjectorParts, 'report' | 'warn' | 'batchSize' | 'rest'> {
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

/** The identity stage alone, in front of projectors that each fold a territory. */
export function makeIdentityProjector(parts: Omit<MakeProjector, 'catalogue'>): Projector {
  return makeProjector({ ...parts, catalogue: new ProjectionCatalogue([]) });
}

/** A projector of one territory, behind the identity stage. `reach`: what the projectors of one process share to know how far that is. */
export function makeTerritoryProjector({ log, store, clock, identities, catalogue, ...more }: MakeProjector, territory: Territory, reach = new IdentityReach(store)): Projector {
  return new Projector({
    log: boundedLog(log, reach), store, clock, catalogue, territory, stage: new TerritoryStage(store, identities, territory),
    directory: new RangeDirectory(new IdentityDirectory(store, identities), territory), collections: [IDENTITIES, CUSTOMERS], ...more,
  });
}
