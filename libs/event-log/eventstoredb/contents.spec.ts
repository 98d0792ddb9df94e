import { rangesOf } from './contents';

const rows = (stream: string, ...revisions: number[]): { stream: string; atServer: number }[] => revisions.map((atServer) => ({ stream, atServer }));

describe('the stretches in which streams are read', () => {
  it('are one where revisions lie together, in whatever order they come', () => {
    expect(rangesOf(rows('a', 7, 5, 6, 9))).toEqual([{ stream: 'a', from: 5, count: 5 }]);
  });

  it('leave out what is long and not wanted', () => {
    expect(rangesOf(rows('a', 0, 1, 33, 66))).toEqual([{ stream: 'a', from: 0, count: 34 }, { stream: 'a', from: 66, count: 1 }]);
  });

  it('are apart for each stream', () => {
    expect(rangesOf([...rows('a', 0), ...rows('b', 4, 5), ...rows('a', 1)])).toEqual([{ stream: 'a', from: 0, count: 2 }, { stream: 'b', from: 4, count: 2 }]);
  });

  it('are of no more than two thousand events each', () => {
    const all = rangesOf(rows('a', ...Array.from({ length: 5_000 }, (_, index) => index)));
    expect(all.map(({ count }) => count)).toEqual([2_000, 2_000, 1_000]);
  });
});
