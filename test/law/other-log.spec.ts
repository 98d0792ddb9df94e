import { onFreshEngines } from './on-fresh-engines';
import type { HistoryStep } from '#projections/test-kit';

const visits = (count: number): HistoryStep[] => Array.from({ length: count }, (_, index): HistoryStep => ({ kind: 'touch', type: 'web.page-viewed', identities: [{ kind: 'user-id', value: `u${String(index)}` }], offset: -index * 60_000, order: 1, total: 10, category: 0, repeat: false }));

describe('read models that were made from another log', () => {
  it('are not taken for this one\'s: the projector says so, and folds nothing into them', async () => {
    await onFreshEngines(async (full, { store }) => {
      await full.perform(visits(20));
      const before = await store.checkpoint('identity');
      await onFreshEngines(async (short, subject) => {
        await short.perform(visits(5));
        await expect(subject.projector(store).catchUp()).rejects.toMatchObject({ code: 'RAPPORT_OTHER_LOG', message: expect.stringMatching(/stand at position \d+, beyond the end of the log at \d+/) });
        expect(await store.checkpoint('identity')).toEqual(before);
      });
    });
  }, 60_000);
});
