import { PositionMap } from './position-map';

it('knows what came long ago as well as what came last, and nothing else', () => {
  const map = new PositionMap();
  for (let number = 1n; number <= 200_000n; number++) map.add(number * 3n, number * 7n + 2n ** 40n);
  for (const number of [1n, 2n, 65_536n, 65_537n, 131_072n, 199_999n, 200_000n]) expect(map.get(number * 3n)).toBe(number * 7n + 2n ** 40n);
  for (const absent of [0n, 4n, 600_001n, 10n ** 12n]) expect(map.get(absent)).toBeUndefined();
  map.close();
});
