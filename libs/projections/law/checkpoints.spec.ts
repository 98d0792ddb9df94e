import * as fc from 'fast-check';
import { advance, apartFrom, type Checkpoints, covers, earliest, join, NO_CHECKPOINTS, standing } from './checkpoints';

const checkpoints: fc.Arbitrary<Checkpoints> = fc.dictionary(fc.constantFrom('identity', 'profile', 'rfm', 'purchasing'), fc.bigInt({ min: 1n, max: 50n }));

describe('checkpoints', () => {
  it('join in any order and any number of times to the same', () => {
    fc.assert(fc.property(checkpoints, checkpoints, checkpoints, (a, b, c) => {
      expect(join(a, b)).toEqual(join(b, a));
      expect(join(join(a, b), c)).toEqual(join(a, join(b, c)));
      expect(join(a, a)).toEqual(join(a, NO_CHECKPOINTS));
    }));
  });

  it('join to the least that covers both', () => {
    fc.assert(fc.property(checkpoints, checkpoints, checkpoints, (a, b, other) => {
      const both = join(a, b);
      expect(covers(both, a) && covers(both, b)).toBe(true);
      if (covers(other, a) && covers(other, b)) expect(covers(other, both)).toBe(true);
    }));
  });

  it('never go back', () => {
    fc.assert(fc.property(checkpoints, fc.bigInt({ min: 1n, max: 50n }), (known, position) => {
      const moved = advance(known, ['rfm', 'profile'], position);
      expect(covers(moved, known)).toBe(true);
      expect(standing(moved, 'rfm') >= position).toBe(true);
    }));
  });

  it('say who stands apart, and from where all can go on together', () => {
    const known: Checkpoints = { identity: 9n, profile: 9n, rfm: 4n };
    expect(apartFrom(known, ['identity', 'profile', 'rfm', 'purchasing'], 9n)).toEqual(['rfm', 'purchasing']);
    expect([earliest(known, ['profile', 'rfm']), earliest(known, ['profile', 'purchasing']), earliest(known, [])]).toEqual([4n, 0n, 0n]);
  });
});
