import * as fc from 'fast-check';
import { projectionCatalogue } from '#catalogue';
import type { ProjectionCatalogue } from '#projections';
import { historyProgram, type HistoryStep } from '#projections/test-kit';
import type { EventType } from '#touchpoints';
import { catalogueWithDiary, onFreshEngines, types } from './on-fresh-engines';

const full = projectionCatalogue();
const folded = [...new Set(full.names().flatMap((name) => {
  const handles = full.get(name)?.handles ?? [];
  return handles === 'any' ? [] : handles;
}))] as EventType[];
const RUNS = Number(process.env['RAPPORT_TEST_LAW_RUNS'] ?? 40);

function law(catalogue: ProjectionCatalogue): fc.IAsyncProperty<[HistoryStep[], number]> {
  return fc.asyncProperty(historyProgram(types, folded), fc.constantFrom(1, 2, 7, 1_000), async (steps, batchSize) => {
    await onFreshEngines(async (bench) => {
      await bench.perform(steps);
      const refolded = await bench.refolded();
      expect(await bench.live()).toEqual(refolded);
      expect(await bench.materialised()).toEqual(await bench.refolded(false));
      expect(await bench.rebuilt()).toEqual(refolded);
    }, { catalogue, batchSize });
  });
}

describe('the law, over every projection of the catalogue and one in which order matters', () => {
  it('live, refolded, rebuilt and as materialised are the same, byte for byte, whatever happened and in whichever batches', async () => {
    await fc.assert(law(catalogueWithDiary(true)), { numRuns: RUNS });
  }, 300_000);

  it('catches a projection that says of itself that order does not matter, though it does', async () => {
    const { failed } = await fc.check(law(catalogueWithDiary(false)), { numRuns: RUNS, endOnFailure: true });
    expect(failed).toBe(true);
  }, 300_000);
});
