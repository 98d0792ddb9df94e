import { Random } from '#testing/lives';
import { fetchesPerEvent } from './identity-memory';
import { heaviestCustomer, partitionShares } from './partition-shares';
import { LEASE_SECONDS } from './plan';
import { type Outcome, type Scenario, simulateProjectors, sustainable } from './projectors';
import { rebuildHours } from './rebuild-hours';

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
const even = new Float64Array(8).fill(1 / 8);
const run = (scenario: Partial<Scenario>): Outcome => simulateProjectors(new Random(7), { projectors: 2, shares: even, seconds: 3_600, rate: () => 1_000, killEvery: Infinity, ...scenario });

describe('the simulation of shares', () => {
  it('gives away everything, and more unevenly the more skewed the customers and the more partitions there are', () => {
    const heaviest = (partitions: number, skew: number): number => {
      const shares = partitionShares(new Random(1), partitions, 5_000_000, skew);
      expect(sum(shares)).toBeCloseTo(1, 9);
      return Math.max(...shares) * partitions;
    };
    expect(heaviest(8, 0)).toBeCloseTo(1, 2);
    expect(heaviest(8, 0.8)).toBeLessThan(heaviest(8, 1));
    expect(heaviest(8, 1)).toBeLessThan(heaviest(128, 1));
  });

  it('weighs the heaviest customer as the sum of the series does', () => {
    const weights = Array.from({ length: 100_000 }, (_, index) => (index + 1) ** -0.8);
    expect(heaviestCustomer(100_000, 0.8)).toBeCloseTo(1 / weights.reduce((total, weight) => total + weight, 0), 4);
  });
});

describe('the simulation of projectors', () => {
  it('is the same each time', () => {
    expect(run({ killEvery: 300 })).toEqual(run({ killEvery: 300 }));
  });

  it('is never behind by more than the second under way where there is time to spare', () => {
    expect(run({})).toMatchObject({ kills: 0, moves: 8, lagMax: 0, behind: 0 });
  });

  it('falls behind beyond what it can sustain, and not below', () => {
    const limit = sustainable(even, 2);
    expect(run({ rate: () => limit * 0.98 }).behind).toBe(0);
    expect(run({ rate: () => limit * 1.1 })).toMatchObject({ behind: expect.closeTo(limit * 0.1 * 3_600, -5), busiest: expect.closeTo(1, 1) });
  });

  it('leaves the partitions of a lost projector alone for the time of its lease, and then catches up', () => {
    const { kills, lagMax, behind } = run({ killEvery: 300 });
    expect(kills).toBeGreaterThan(5);
    expect(lagMax).toBeGreaterThanOrEqual(LEASE_SECONDS - 1);
    expect(lagMax).toBeLessThan(LEASE_SECONDS + 3);
    expect(behind).toBe(0);
  });

  it('gains from more projectors until all that they do is read', () => {
    const fine = new Float64Array(64).fill(1 / 64);
    expect(sustainable(fine, 2) / sustainable(fine, 1)).toBeGreaterThan(1.8);
    expect(sustainable(fine, 64) / sustainable(fine, 32)).toBeLessThan(1.3);
    expect(sustainable(fine, 64)).toBeLessThan(50_000);
  });
});

describe('the simulation of a rebuild', () => {
  it('takes the longest of what goes on together, after the reading', () => {
    const { read, fold, write, total, efficiency } = rebuildHours(even, { readers: 1, cores: 2, connections: 1 });
    expect(total).toBeCloseTo(read + Math.max(fold, write), 9);
    expect(read).toBeCloseTo(1_000_000_000 / 50_000 / 3_600, 9);
    expect(efficiency).toBeCloseTo(1, 9);
  });

  it('waits for the one partition that is too heavy', () => {
    const uneven = Float64Array.of(0.7, 0.1, 0.1, 0.1);
    expect(rebuildHours(uneven, { readers: 1, cores: 4, connections: 1 }).efficiency).toBeCloseTo(0.25 / 0.7, 9);
  });
});

describe('the simulation of the identity stage', () => {
  it('fetches less the more the same customers come back', () => {
    const fetches = (customers: number, skew: number): number => fetchesPerEvent(new Random(3), { events: 100_000, customers, skew, batch: 500 });
    expect(fetches(1_000, 0)).toBeCloseTo(1_000 / 100_000, 5);
    expect(fetches(50_000_000, 1)).toBeLessThan(fetches(50_000_000, 0.6));
  });
});
