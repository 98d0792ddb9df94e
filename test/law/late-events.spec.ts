import { Snapshots } from '#projections';
import { DAY, HOUR } from '#kernel';
import type { HistoryStep } from '#projections/test-kit';
import { onFreshEngines } from './on-fresh-engines';

const TOUCHES = 1_500;

/** One customer, a touch an hour, every fifth delivered up to three days late, folded forty at a time. */
function lateHistory(): HistoryStep[] {
  return Array.from({ length: TOUCHES }, (_, index): HistoryStep[] => {
    const late = index % 5 === 4 ? ((index * 7919) % 72) * HOUR : 0;
    const touch: HistoryStep = { kind: 'touch', type: 'web.page-viewed', identities: [{ kind: 'user-id', value: 'ann' }], offset: -100 * DAY + index * HOUR - late, order: 1, total: 1, category: 0, repeat: false };
    return index % 40 === 39 ? [touch, { kind: 'fold' }] : [touch];
  }).flat();
}

describe('a customer a fifth of whose touches arrive late', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('reads as if they had come in order, folded on from snapshots', async () => {
    const found = jest.spyOn(Snapshots.prototype, 'before');
    await onFreshEngines(async (bench) => {
      await bench.perform(lateHistory());
      expect(await bench.live()).toEqual(await bench.refolded());
    });
    const used = found.mock.results.filter(({ value }) => value !== undefined).length;
    expect(used).toBeGreaterThan(TOUCHES / 40 / 2);
  }, 60_000);
});
