import { beta, exponential, gamma, logUniform, normal, poisson } from './distributions';
import { Random } from './random';

const DRAWS = 60_000;

function moments(draw: (random: Random) => number): [mean: number, variance: number] {
  const random = new Random(7, 11);
  let sum = 0;
  let squares = 0;
  for (let count = 0; count < DRAWS; count += 1) {
    const value = draw(random);
    sum += value;
    squares += value * value;
  }
  return [sum / DRAWS, squares / DRAWS - (sum / DRAWS) ** 2];
}

describe('samplers have the mean and variance of their distribution', () => {
  it.each<[string, (random: Random) => number, number, number]>([
    ['exponential of mean 3', (random) => exponential(random, 3), 3, 9],
    ['standard normal', normal, 0, 1],
    ['gamma of shape 0.5 and scale 2', (random) => gamma(random, 0.5, 2), 1, 2],
    ['gamma of shape 3 and scale 2', (random) => gamma(random, 3, 2), 6, 12],
    ['beta(1, 3)', (random) => beta(random, 1, 3), 0.25, 3 / 80],
    ['Poisson of mean 2.5', (random) => poisson(random, 2.5), 2.5, 2.5],
    ['log-uniform from 1 to e', (random) => logUniform(random, 1, Math.E), Math.E - 1, (Math.E ** 2 - 1) / 2 - (Math.E - 1) ** 2],
  ])('%s', (_name, draw, mean, variance) => {
    const [ownMean, ownVariance] = moments(draw);
    expect(Math.abs(ownMean - mean)).toBeLessThan(5 * Math.sqrt(variance / DRAWS));
    expect(Math.abs(ownVariance / variance - 1)).toBeLessThan(0.08);
  });
});

describe('the source of chance', () => {
  it('gives the same numbers for the same seeds, others for others', () => {
    const first = (...seeds: [number, number?, number?]): number[] => { const random = new Random(...seeds); return [random.unit(), random.unit(), random.unit()]; };
    expect(first(1, 2, 3)).toEqual(first(1, 2, 3));
    expect(new Set([[1, 2, 3], [1, 3, 2], [2, 1, 3], [1, 2, 4]].map(([a = 0, b, c]) => first(a, b, c)[0])).size).toBe(4);
  });

  it('picks by weight', () => {
    const random = new Random(3);
    const counts = [0, 0, 0];
    for (let count = 0; count < 10_000; count += 1) counts[random.weighted([1, 0, 3])]! += 1;
    expect(counts[1]).toBe(0);
    expect(counts[2]! / counts[0]!).toBeCloseTo(3, 0);
  });
});
