import * as fc from 'fast-check';
import { projectionCatalogue } from '#catalogue';
import { historyProgram } from '#projections/test-kit';
import { describeOn } from '#testing/engines';
import type { EventType } from '#touchpoints';
import { TestDatabase } from '../../libs/read-models/mongodb/test-database';
import { onFreshEngines, types } from './on-fresh-engines';

const full = projectionCatalogue();
const folded = [...new Set(full.names().flatMap((name) => {
  const handles = full.get(name)?.handles ?? [];
  return handles === 'any' ? [] : handles;
}))] as EventType[];
/** Each run makes every collection and its indexes anew. */
const RUNS = Number(process.env['RAPPORT_TEST_LAW_RUNS'] ?? 4);

describeOn('mongodb', 'the law, with read models on MongoDB', (url) => {
  it('live, refolded, rebuilt and as materialised are the same, byte for byte, whatever happened and in whichever batches', async () => {
    await fc.assert(fc.asyncProperty(historyProgram(types, folded), fc.constantFrom(2, 7, 1_000), fc.constantFrom(undefined, 1, 3), async (steps, batchSize, territories) => {
      const database = new TestDatabase(url);
      try {
        await onFreshEngines(async (bench) => {
          await bench.perform(steps);
          const refolded = await bench.refolded();
          expect(await bench.live()).toEqual(refolded);
          expect(await bench.materialised()).toEqual(await bench.refolded(false));
          expect(await bench.rebuilt()).toEqual(refolded);
        }, { batchSize, territories, openStore: () => database.open() });
      } finally {
        await database.remove();
      }
    }), { numRuns: RUNS });
  }, 600_000);
});
