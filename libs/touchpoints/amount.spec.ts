import fc from 'fast-check';
import { isExactAmount } from '#kernel';
import { isAmount } from './amount';

it('is the kernel\'s rule, only quicker', () => {
  fc.assert(fc.property(fc.oneof(fc.double(), fc.double({ min: -1e6, max: 1e6 }), fc.integer().map((cents) => cents / 100), fc.maxSafeInteger().map((cents) => cents / 100)), (value) => {
    expect(isAmount(value)).toBe(isExactAmount(value));
  }), { numRuns: 2_000 });
});

it('holds at the edge of what is kept exactly', () => {
  for (const exact of [0, -0, 0.1, 0.1 + 0.2 - 0.2, 9_999_999_999_999.99, 999_999_999_999_999, 1e21, 1e-7, -59.9]) expect([exact, isAmount(exact)]).toEqual([exact, isExactAmount(exact)]);
  for (const inexact of [0.1 + 0.2, 1 / 3, 99_999_999_999_999.98, Number.NaN, Infinity, -Infinity]) expect([inexact, isAmount(inexact)]).toEqual([inexact, isExactAmount(inexact)]);
});
