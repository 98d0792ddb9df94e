import { join } from 'node:path';
import { makeProjector, projectionCatalogue } from '#catalogue';
import { EventCodec } from '#event-log';
import { EmbeddedEventLog, type EmbeddedLogOptions } from '#event-log/embedded';
import { type Clock, systemClock } from '#kernel';
import type { ProjectionCatalogue, Projector } from '#projections';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { EventTypes, identityRules, TouchpointCheck } from '#touchpoints';
import type { IntakeRules } from '#intake/receive';

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
