import * as fc from 'fast-check';
import { historyProgram } from '#projections/test-kit';
import type { EventType } from '#touchpoints';
import { catalogueWithDiary, onFreshEngines, types } from './on-fresh-engines';

const RUNS = Number(process.env['RAPPORT_TEST_LAW_RUNS'] ?? 25);
const catalogue = catalogueWithDiary(true);
const folded = [...new Set(catalogue.names().flatMap((name) => {
  const handles = catalogue.get(name)?.handles ?? [];
  return handles === 'any' ? [] : handles;
}))] as EventType[];

describe('the law, where several projectors share the customers behind one identity stage', () => {
  it('live, refolded, rebuilt and as materialised are the same, byte for byte, whatever happened, in whichever batches, wherever it crashed', async () => {
    await fc.assert(fc.asyncProperty(historyProgram(types, folded), fc.constantFrom(1, 2, 7, 1_000), fc.constantFrom(1, 3), fc.boolean(), async (steps, batchSize, territories, inPieces) => {
      await onFreshEngines(async (bench) => {
        await bench.perform(steps);
        const refolded = await bench.refolded();
        expect(await bench.live()).toEqual(refolded);
        expect(await bench.materialised()).toEqual(await bench.refolded(false));
        expect(await bench.rebuilt()).toEqual(refolded);
      }, { catalogue, batchSize, territories, inPieces });
    }), { numRuns: RUNS });
  }, 300_000);
});
