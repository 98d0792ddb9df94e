import { publishedSegments, quintileCuts, quintileOf, quintileRanks, type RfmRules, segmentOf, specificSegments } from './rfm-scores';

const SCORES = [1, 2, 3, 4, 5];
const reached = (rules: RfmRules): Set<string> => new Set(SCORES.flatMap((r) => SCORES.flatMap((f) => SCORES.map((m) => segmentOf(r, f, m, rules)))));

describe('RFM scores', () => {
  it('cut by type-7 quantiles plus one, exclusive above', () => {
    const values = Array.from({ length: 101 }, (_, index) => index);
    const cuts = quintileCuts(values.length, (rank) => values[rank] ?? NaN);
    expect(cuts).toEqual([21, 41, 61, 81]);
    expect([20, 21, 80, 81].map((value) => quintileOf(value, cuts))).toEqual([1, 2, 4, 5]);
  });

  it('ask only for ranks that there are', () => {
    expect(quintileRanks(1)).toEqual([0]);
    expect(Math.max(...quintileRanks(7))).toBeLessThan(7);
  });

  it('the published order never reaches three of its segments', () => {
    const missing = publishedSegments.segments.map(({ name }) => name).filter((name) => !reached(publishedSegments).has(name));
    expect(missing).toEqual(['New', 'Promising', 'Can\'t Lose']);
  });

  it('with the specific boxes first every segment is reached', () => {
    const found = reached(specificSegments);
    expect(specificSegments.segments.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
  });
});
