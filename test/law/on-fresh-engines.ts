import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeProjector, type MakeProjector, projectionCatalogue } from '#catalogue';
import { IdentityDirectory } from '#customers/identity';
import { EventCodec } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { FixedClock } from '#kernel';
import { ProjectionCatalogue } from '#projections';
import { diary, LawBench, type LawSubject, type Runner } from '#projections/test-kit';
import type { ReadModelStore } from '#read-models';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { EventTypes, identityRules } from '#touchpoints';
import { DividedRunner } from './divided-runner';
import { piecemeal } from './piecemeal';

export const types = new EventTypes();
const full = projectionCatalogue();
const own = full.names().flatMap((name) => full.versions(name).flatMap((version) => full.get(name, version) ?? []));

/** Every projection of the catalogue, and one in which order matters. Without references: they are fitted when the machine is at leisure, and a view is the same function of whatever is in force. */
export const catalogueWithDiary = (truthful: boolean): ProjectionCatalogue => new ProjectionCatalogue([...own, diary({ truthful })], full.reactors);

export interface FreshEngines {
  readonly catalogue?: ProjectionCatalogue;
  readonly batchSize?: number;
  /** Among how many projectors the customers are divided; without, one folds everybody. */
  readonly territories?: number | undefined;
  /** The store is one that commits each write for itself. */
  readonly inPieces?: boolean;
  /** Opens a read-model store that holds nothing, in a folder of its own if it needs one; the embedded one if left out. */
  readonly openStore?: (folder: string) => Promise<ReadModelStore>;
}

const runner = (parts: MakeProjector, territories: number | undefined): Runner => (territories === undefined ? makeProjector(parts) : new DividedRunner(parts, territories));
const openEmbedded = (folder: string): Promise<ReadModelStore> => Promise.resolve(new EmbeddedReadModelStore({ file: join(folder, 'read-models.db') }));

/** A law bench on engines of its own: an embedded log, and embedded read models unless others are given. */
export async function onFreshEngines(work: (bench: LawBench, subject: LawSubject) => Promise<void>, { catalogue = catalogueWithDiary(true), batchSize = 1_000, territories, inPieces = false, openStore = openEmbedded }: FreshEngines = {}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-law-'));
  const clock = new FixedClock(Date.UTC(2026, 5, 1));
  const log = await EmbeddedEventLog.open({ file: join(folder, 'events.db'), codec: new EventCodec(types), clock, writer: 'here' });
  const store = await openStore(folder);
  try {
    const directory = new IdentityDirectory(store, identityRules);
    const subject: LawSubject = { log, store, clock, types, catalogue, directory, projector: (on) => runner({ log, store: inPieces ? piecemeal(on) : on, clock, identities: identityRules, catalogue, batchSize }, territories) };
    await work(new LawBench(subject), subject);
  } finally {
    await log.close();
    await store.close();
    rmSync(folder, { recursive: true });
  }
}
