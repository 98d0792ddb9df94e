import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { IdentityDirectory } from '#customers/identity';
import { EventCodec } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { FixedClock } from '#kernel';
import { ProjectionCatalogue } from '#projections';
import { diary, historyProgram, type HistoryStep, LawBench } from '#projections/test-kit';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { type EventType, EventTypes, identityRules } from '#touchpoints';
import { makeProjector } from './make-projector';
import { projectionCatalogue } from './projections';

const types = new EventTypes();
const full = projectionCatalogue();
/** Without references, which are fitted when the machine is at leisure and so are no part of the law: a view is the same function of whatever is in force. */
const own = full.names().flatMap((name) => full.versions(name).flatMap((version) => full.get(name, version) ?? []));
const withDiary = (truthful: boolean): ProjectionCatalogue => new ProjectionCatalogue([...own, diary({ truthful })], full.reactors);
const folded = [...new Set(full.names().flatMap((name) => { const handles = full.get(name)?.handles ?? []; return handles === 'any' ? [] : handles; }))] as EventType[];
const RUNS = Number(process.env['RAPPORT_TEST_LAW_RUNS'] ?? 40);

async function onFreshEngines(catalogue: ProjectionCatalogue, batchSize: number, work: (bench: LawBench) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-law-'));
  const clock = new FixedClock(Date.UTC(2026, 5, 1));
  const log = await EmbeddedEventLog.open({ file: join(folder, 'events.db'), codec: new EventCodec(types), clock, writer: 'here' });
  const store = new EmbeddedReadModelStore({ file: join(folder, 'read-models.db') });
  try {
    const directory = new IdentityDirectory(store, identityRules);
    await work(new LawBench({ log, store, clock, types, catalogue, directory, projector: (on) => makeProjector({ log, store: on, clock, identities: identityRules, catalogue, batchSize }) }));
  } finally {
    await log.close();
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

function law(catalogue: ProjectionCatalogue): fc.IAsyncProperty<[HistoryStep[], number]> {
  return fc.asyncProperty(historyProgram(types, folded), fc.constantFrom(1, 2, 7, 1_000), async (steps, batchSize) => {
    await onFreshEngines(catalogue, batchSize, async (bench) => {
      await bench.perform(steps);
      const refolded = await bench.refolded();
      expect(await bench.live()).toEqual(refolded);
      expect(await bench.materialised()).toEqual(await bench.refolded(false));
      expect(await bench.rebuilt()).toEqual(refolded);
    });
  });
}

describe('the law, over every projection of the catalogue and one in which order matters', () => {
  it('live, refolded, rebuilt and as materialised are the same, byte for byte, whatever happened and in whichever batches', async () => {
    await fc.assert(law(withDiary(true)), { numRuns: RUNS });
  }, 300_000);

  it('catches a projection that says of itself that order does not matter, though it does', async () => {
    const { failed } = await fc.check(law(withDiary(false)), { numRuns: RUNS, endOnFailure: true });
    expect(failed).toBe(true);
  }, 300_000);
});
