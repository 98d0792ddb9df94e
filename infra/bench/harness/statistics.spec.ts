import { median, medians, quantile } from './statistics';

it('takes the one in the middle, or the mean of the two', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([7])]).toEqual([2, 2.5, 7]);
});

it('takes quantiles by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([quantile(hundred, 0.99), quantile(hundred, 1), quantile(hundred, 0), quantile([5], 0.99)]).toEqual([99, 100, 1, 5]);
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});

it('takes the median of each figure by itself', () => {
  expect(medians([{ a: 1, b: 30 }, { a: 3, b: 10 }, { a: 2, b: 20 }])).toEqual({ a: 2, b: 20 });
});
