import * as fc from 'fast-check';
import { makeSchedule } from './make-schedule';
import { PROFILES } from './profile';

describe('a schedule of faults', () => {
  const profiles = fc.constantFrom(...Object.values(PROFILES));

  it('is the same for the same seed', () => {
    fc.assert(fc.property(fc.nat(), profiles, (seed, profile) => {
      expect(makeSchedule(seed, profile)).toEqual(makeSchedule(seed, profile));
    }));
  });

  it('has something that goes wrong in every run, in order, and never two faults of one target at a time', () => {
    fc.assert(fc.property(fc.nat(), profiles, (seed, profile) => {
      const faults = makeSchedule(seed, profile);
      expect(faults.length).toBeGreaterThanOrEqual(1);
      faults.forEach((fault, index) => {
        const next = faults.slice(index + 1).find(({ target }) => target === fault.target);
        if (next) expect(next.at).toBeGreaterThan(fault.at + fault.lasts);
      });
    }));
  });

  it('differs between neighbouring seeds, so that runs in a row try what is different', () => {
    const texts = Array.from({ length: 100 }, (_, seed) => JSON.stringify(makeSchedule(seed, PROFILES.engines)));
    expect(new Set(texts).size).toBe(100);
  });

  it('comes to every danger of its profile', () => {
    for (const profile of Object.values(PROFILES)) {
      const met = new Set(Array.from({ length: 600 }, (_, seed) => makeSchedule(seed, profile)).flat().map(({ kind, target }) => `${kind} ${target}`));
      for (const { kind, targets } of profile.dangers) for (const target of targets) expect(met).toContain(`${kind} ${target}`);
    }
  });
});
