import { makeProjector } from '#catalogue';
import { defineProjection, ProjectionCatalogue, servedOf } from '#projections';
import type { HistoryStep } from '#projections/test-kit';
import { identityRules } from '#touchpoints';
import { DividedRunner } from './divided-runner';
import { onFreshEngines } from './on-fresh-engines';

/** One name and version, before and after somebody has changed its state. */
const before = defineProjection({ name: 'touch-count', version: 1, summary: 'How many', initial: () => ({ count: 0 }), onAny: (state) => { state.count += 1; }, view: ({ count }) => ({ count }) });
const after = defineProjection({ name: 'touch-count', version: 1, summary: 'How many, and of which types', initial: () => ({ count: 0, types: [] as string[] }), onAny: (state, { type }) => { state.count += 1; state.types.push(type); }, view: ({ count, types }) => ({ count, types }) });

const people = (from: number, to: number): HistoryStep[] => Array.from({ length: to - from }, (_, index): HistoryStep => ({ kind: 'touch', type: 'commerce.order-completed', identities: [{ kind: 'user-id', value: `u${String(from + index)}` }], offset: -index * 60_000, order: 1, total: 10, category: 0, repeat: false }));

describe.each([['one projector folds all', undefined], ['territories share', 3]])('documents that were written before a fold\'s state changed shape, where %s', (_, territories) => {
  it('are built anew at the next start, which says so, and does it once', async () => {
    await onFreshEngines(async (bench, { log, store, clock }) => {
      await bench.perform(people(0, 20));
      const old = (await servedOf(store, 'touch-count'))?.collection;
      const warnings: string[] = [];
      const start = async (): Promise<string | undefined> => {
        const parts = { log, store, clock, identities: identityRules, catalogue: new ProjectionCatalogue([after]), warn: (message: string) => warnings.push(message) };
        await (territories === undefined ? makeProjector(parts) : new DividedRunner(parts, territories)).catchUp();
        return (await servedOf(store, 'touch-count'))?.collection;
      };
      const built = await start();
      expect(built).not.toBe(old);
      expect(warnings).toEqual([expect.stringContaining('touch-count were kept by a state of another shape')]);
      const documents = (await store.scan(String(built), undefined, 100)).map(({ document }) => document);
      expect(documents).toHaveLength(20);
      for (const document of documents) expect(document).toMatchObject({ count: 1, types: ['commerce.order-completed'] });
      expect((await store.collections()).map(({ id }) => id)).not.toContain(old);

      expect(await start()).toBe(built);
      expect(warnings).toHaveLength(1);
    }, { catalogue: new ProjectionCatalogue([before]), territories });
  }, 60_000);
});
