import fc from 'fast-check';
import { exp, ln } from './portable-math';

const size = fc.double({ min: 1e-300, max: 1e300, noNaN: true });

describe('logarithm and exponential without the engine', () => {
  it('agree with the engine\'s to the last few bits', () => {
    fc.assert(fc.property(size, (x) => { expect(Math.abs(ln(x) - Math.log(x))).toBeLessThanOrEqual(4e-16 * Math.max(1, Math.abs(Math.log(x)))); }));
    fc.assert(fc.property(fc.double({ min: -600, max: 600, noNaN: true }), (x) => { expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-12); }));
  });

  it('meet at the plain values', () => {
    expect([ln(1), exp(0)]).toEqual([0, 1]);
  });
});
