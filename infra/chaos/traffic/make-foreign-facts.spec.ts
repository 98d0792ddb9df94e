import { PROFILES } from '../plan/profile';
import { type ForeignFact, logIdOf } from './foreign-fact';
import { makeTraffic } from './make-traffic';

describe('what other services state', () => {
  const factsOf = (seed: number): ForeignFact[] => makeTraffic(seed, PROFILES.engines).sendings.flatMap(({ facts }) => facts);

  it('is the same for the same seed, and of no other seed', () => {
    expect(factsOf(5)).toEqual(factsOf(5));
    const ids = new Set(factsOf(5).map(logIdOf));
    expect(factsOf(6).filter((fact) => ids.has(logIdOf(fact)))).toEqual([]);
  });

  it('comes again, as it was, and out of the order of its time', () => {
    const facts = factsOf(5);
    const [once, first] = [new Set(facts.map(logIdOf)), new Map(facts.map((fact) => [logIdOf(fact), fact]))];
    expect(once.size).toBeLessThan(facts.length);
    for (const fact of facts) expect(fact).toEqual(first.get(logIdOf(fact)));
    const times = facts.map(({ time }) => time);
    expect(times).not.toEqual(times.toSorted());
  });

  it('has ids that two sources share', () => {
    const ids = new Map<string, Set<string>>();
    for (const { id, source } of factsOf(5)) ids.set(id, (ids.get(id) ?? new Set()).add(source));
    expect([...ids.values()].some(({ size }) => size === 2)).toBe(true);
  });

  it('is nothing where there is no bridge to others', () => {
    expect(makeTraffic(5, PROFILES.embedded).sendings).toEqual([]);
  });
});
