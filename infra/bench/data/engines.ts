import { join } from 'node:path';
import { makeProjector, projectionCatalogue } from '#catalogue';
import { EventCodec, type EventLog } from '#event-log';
import { EmbeddedEventLog, type EmbeddedLogOptions } from '#event-log/embedded';
import { type Clock, systemClock } from '#kernel';
import { ProjectionCatalogue, type Projector } from '#projections';
import type { ReadModelStore } from '#read-models';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { EventTypes, identityRules, TouchpointCheck } from '#touchpoints';
import type { IntakeRules } from '#intake/receive';
import { secondsOf } from '../harness/seconds-of';

/** The files of a data folder. */
export const EVENTS = 'events.db';
export const READ_MODELS = 'read-models.db';

const types = new EventTypes();

export const codec = new EventCodec(types);
export const intakeRules: IntakeRules = { types, check: new TouchpointCheck(types), identities: identityRules };

export function openLog(folder: string, writer: EmbeddedLogOptions['writer'] = 'here', clock: Clock = systemClock): Promise<EmbeddedEventLog> {
  return EmbeddedEventLog.open({ file: join(folder, EVENTS), codec, clock, writer });
}

export interface OpenProjector {
  readonly file?: string;
  readonly catalogue?: ProjectionCatalogue;
  readonly batchSize?: number;
}

/** Lets a projector work on a log and a file of read models of its own. */
export async function withProjector<Result>(log: EmbeddedEventLog, file: string, work: (projector: Projector) => Promise<Result>, { catalogue = projectionCatalogue(), batchSize }: OpenProjector = {}): Promise<Result> {
  const store = new EmbeddedReadModelStore({ file });
  try {
    return await work(makeProjector({ log, store, clock: systemClock, identities: identityRules, catalogue, ...(batchSize === undefined ? {} : { batchSize }) }));
  } finally {
    await store.close();
  }
}

/** Folds all read models of a log into a store that is empty; answers how long that took, in seconds, once it was known whose each event is. */
export async function rebuildInto(store: ReadModelStore, log: EventLog): Promise<number> {
  const parts = { log, store, clock: systemClock, identities: identityRules };
  await makeProjector({ ...parts, catalogue: new ProjectionCatalogue([]) }).catchUp();
  return secondsOf(() => makeProjector({ ...parts, catalogue: projectionCatalogue() }).catchUp());
}
