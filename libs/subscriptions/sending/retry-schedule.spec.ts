import { DAY, SECOND } from '#kernel';
import { delayAfter, STANDARD_RETRIES } from './retry-schedule';

describe('tries', () => {
  it('are ten over some three days', () => {
    expect(STANDARD_RETRIES).toHaveLength(9);
    expect(STANDARD_RETRIES.reduce((sum, delay) => sum + delay) / DAY).toBeCloseTo(3.15, 1);
  });

  it('come later each time, spread by up to a fifth, and end', () => {
    expect([delayAfter(1, STANDARD_RETRIES, 0), delayAfter(1, STANDARD_RETRIES, 1), delayAfter(9, STANDARD_RETRIES, 0), delayAfter(10, STANDARD_RETRIES, 0)]).toEqual([5 * SECOND, 6 * SECOND, DAY, undefined]);
  });

  it('keep to a longer rest that the receiver asks for, for a day at most, and to none that is shorter', () => {
    expect([delayAfter(1, [1_000], 0, 60_000), delayAfter(1, [1_000], 0, 10), delayAfter(1, [1_000], 0, 30 * DAY), delayAfter(2, [1_000], 0, 60_000)]).toEqual([60_000, 1_000, DAY, undefined]);
  });
});
