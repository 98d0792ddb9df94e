import { array, assert, constantFrom, integer, oneof, property } from 'fast-check';
import { addDecimal, compareDecimal, decimalToNumber, isExactAmount, subtractDecimal, sumDecimals } from './decimal';

describe('decimal sums', () => {
  it.each([
    ['0.1', 0.2, '0.3'], ['0', 0.1, '0.1'], ['1000000000', 0.3, '1000000000.3'], ['0.3', -0.3, '0'], ['999999999999999.99', 0.01, '1000000000000000'], ['0', 1e21, '1000000000000000000000'], ['0', 1e-7, '0.0000001'],
    ['123456789012345678901234567890.12', '0.000000000000000001', '123456789012345678901234567890.120000000000000001'], ['-0', 0, '0'],
  ])('%s and %s make %s', (sum, amount, expected) => {
    expect(addDecimal(sum, amount)).toBe(expected);
  });

  it('lose what they gained, to the last digit', () => {
    expect(subtractDecimal(addDecimal('0.1', 0.2), 0.2)).toBe('0.1');
    expect(subtractDecimal('1', '0.9')).toBe('0.1');
    expect(subtractDecimal('0', 0.3)).toBe('-0.3');
  });

  it('do not depend on the order in which they were made', () => {
    const cents = array(integer({ min: -1_000_000_000, max: 1_000_000_000 }), { maxLength: 30 });
    assert(property(cents, (amounts) => {
      const sum = (each: readonly number[]): string => each.reduce((total, amount) => addDecimal(total, amount / 100), '0');
      const exact = amounts.reduce((total, amount) => total + BigInt(amount), 0n);
      expect(sum([...amounts].reverse())).toBe(sum(amounts));
      expect(compareDecimal(sum(amounts), decimalToNumber(sum(amounts)))).toBe(0);
      expect(sum(amounts)).toBe(addDecimal('0', Number(exact) / 100));
    }));
  });

  it('are compared by what they are worth, not by how they are written', () => {
    expect([compareDecimal('0.30', 0.3), compareDecimal('10', '9'), compareDecimal(-1, '0'), compareDecimal('1e3', '1000')]).toEqual([0, 1, -1, 0]);
  });

  it('become the nearest number for documents', () => {
    expect([decimalToNumber('0.3'), decimalToNumber('1000000000.3'), decimalToNumber('0')]).toEqual([0.3, 1_000_000_000.3, 0]);
  });
});

describe('an amount', () => {
  it.each([0, -0, 0.1, 59.9, -59.9, 999_999_999_999_999, 9_999_999_999_999.99, 1e-7, 1e21, 123_456_789.012_345, 100_000_000_000_000_000_000])('%d is exact', (value) => {
    expect(isExactAmount(value)).toBe(true);
  });

  it.each([0.1 + 0.2, 1 / 3, 1_234_567_890_123_456, 99_999_999_999_999.98, Number.NaN, Infinity, -Infinity, Number.MAX_VALUE])('%d is not: more than 15 digits, or no number', (value) => {
    expect(isExactAmount(value)).toBe(false);
  });
});

describe('a sum of amounts', () => {
  it('is that of decimal arithmetic, whatever the amounts', () => {
    const amount = oneof(integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => cents / 100), integer({ min: 0, max: 999_999_999 }).map((parts) => parts / 1e7), constantFrom(0.1, 0.2, 1e9, 123456789.123456, 1e-7));
    assert(property(array(amount, { maxLength: 30 }), (amounts) => {
      expect(sumDecimals(amounts)).toBe(decimalToNumber(amounts.reduce<string>((sum, each) => addDecimal(sum, each), '0')));
    }));
  });
});
