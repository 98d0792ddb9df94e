import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeProjector, projectionCatalogue } from '#catalogue';
import { IdentityDirectory } from '#customers/identity';
import { EventCodec } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { FixedClock } from '#kernel';
import { ProjectionCatalogue } from '#projections';
import { diary, LawBench, type LawSubject } from '#projections/test-kit';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { EventTypes, identityRules } from '#touchpoints';

export const types = new EventTypes();
const full = projectionCatalogue();
const own = full.names().flatMap((name) => full.versions(name).flatMap((version) => full.get(name, version) ?? []));

/** Every projection of the catalogue, and one in which order matters. Without references: they are fitted when the machine is at leisure, and a view is the same function of whatever is in force. */
export const catalogueWithDiary = (truthful: boolean): ProjectionCatalogue => new ProjectionCatalogue([...own, diary({ truthful })], full.reactors);

/** A law bench on embedded engines in a folder of its own. */
export async function onFreshEngines(work: (bench: LawBench, subject: LawSubject) => Promise<void>, { catalogue = catalogueWithDiary(true), batchSize = 1_000 }: { catalogue?: ProjectionCatalogue; batchSize?: number } = {}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-law-'));
  const clock = new FixedClock(Date.UTC(2026, 5, 1));
  const log = await EmbeddedEventLog.open({ file: join(folder, 'events.db'), codec: new EventCodec(types), clock, writer: 'here' });
  const store = new EmbeddedReadModelStore({ file: join(folder, 'read-models.db') });
  try {
    const directory = new IdentityDirectory(store, identityRules);
    const subject: LawSubject = { log, store, clock, types, catalogue, directory, projector: (on) => makeProjector({ log, store: on, clock, identities: identityRules, catalogue, batchSize }) };
    await work(new LawBench(subject), subject);
  } finally {
    await log.close();
    await store.close();
    rmSync(folder, { recursive: true });
  }
}
