import * as fc from 'fast-check';
import { DAY } from '#kernel';
import type { HistoryStep, Documents } from '#projections/test-kit';
import type { Identity } from '#touchpoints';
import { onFreshEngines } from './on-fresh-engines';

const [ann, bob]: [Identity, Identity] = [{ kind: 'user-id', value: 'ann' }, { kind: 'user-id', value: 'bob' }];
const [cookie, mail]: [Identity, Identity] = [{ kind: 'anonymous-id', value: 'cookie' }, { kind: 'email', value: 'bob@example.org' }];
const RUNS = Number(process.env['RAPPORT_TEST_LAW_RUNS'] ?? 25);

/** Touches of two people, each with names of their own. */
const touch = fc.record({
  kind: fc.constant('touch' as const),
  type: fc.constantFrom('commerce.order-completed' as const, 'commerce.order-refunded' as const, 'web.page-viewed' as const, 'profile.trait-observed' as const),
  identities: fc.constantFrom([ann], [bob], [cookie], [cookie, ann], [mail], [bob, mail]),
  offset: fc.integer({ min: -300 * DAY, max: 0 }),
  order: fc.integer({ min: 1, max: 4 }),
  total: fc.constantFrom(10, 0.1),
  category: fc.integer({ min: 0, max: 1 }),
  repeat: fc.boolean(),
});
const touches = fc.array(touch, { maxLength: 12 });
const fold: HistoryStep = { kind: 'fold' };
const link: HistoryStep = { kind: 'link', a: ann, b: bob };
const unlink: HistoryStep = { kind: 'unlink', a: ann, b: bob };

async function documentsAfter(steps: readonly HistoryStep[]): Promise<Documents> {
  let documents: Documents = {};
  await onFreshEngines(async (bench) => {
    await bench.perform(steps);
    documents = await bench.live();
    expect(documents).toEqual(await bench.refolded());
  });
  return documents;
}

describe('a merge and its unlink', () => {
  it('give back exactly the documents of a run that never merged, also when events came in between', async () => {
    await fc.assert(fc.asyncProperty(touches, touches, touches, async (before, between, after) => {
      const apart: HistoryStep[] = [{ ...FIRST, identities: [ann] }, { ...FIRST, identities: [bob] }];
      const merged = await documentsAfter([...apart, ...before, fold, link, ...between, fold, unlink, ...after, fold]);
      const never = await documentsAfter([...apart, ...before, fold, ...between, fold, ...after, fold]);
      expect(merged).toEqual(never);
    }), { numRuns: RUNS });
  }, 120_000);
});

const FIRST: Extract<HistoryStep, { kind: 'touch' }> = { kind: 'touch', type: 'web.page-viewed', identities: [], offset: -DAY, order: 1, total: 10, category: 0, repeat: false };
