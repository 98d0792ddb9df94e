import { assert, bigInt, property } from 'fast-check';
import { formatPosition, isPositionText, laterPosition, parsePosition, START } from './position';

const LARGEST = 2n ** 64n - 1n;

describe('a position', () => {
  it.each([['0', START], ['1', 1n], ['007', 7n], ['9007199254740993', 9_007_199_254_740_993n], ['18446744073709551615', LARGEST], ['18446744073709551616', LARGEST], ['9'.repeat(100), LARGEST]])('is read from %s', (text, position) => {
    expect(parsePosition(text)).toBe(position);
    expect(isPositionText(text)).toBe(true);
  });

  it.each(['', ' ', '-1', '+1', '1.0', '1e3', '0x1', '1n', '1 ', ' 1', 'one', '１', '1'.repeat(1_000)])('is not read from "%s"', (text) => {
    expect(() => parsePosition(text, 'upTo')).toThrow(expect.objectContaining({ code: 'RAPPORT_BAD_POSITION', status: 400, errors: [{ path: 'upTo', code: 'position', message: 'must be a whole number' }] }));
    expect(isPositionText(text)).toBe(false);
  });

  it('is written as it is read, all 64 bits of it', () => {
    assert(property(bigInt({ min: START, max: LARGEST }), (position) => {
      expect(parsePosition(formatPosition(position))).toBe(position);
    }));
  });

  it('is compared with another', () => {
    expect([laterPosition(1n, 2n), laterPosition(2n, 1n), laterPosition(LARGEST, START)]).toEqual([2n, 2n, LARGEST]);
  });
});
