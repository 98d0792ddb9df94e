import fc from 'fast-check';
import { readDecimal } from './read-decimal';

describe('readDecimal', () => {
  test.each([['29.33', 29.33], ['007', 7], ['-5', -5], ['+5.10', 5.1], ['.5', 0.5], ['5.', 5], ['1e+05', 100000], ['-0.00', 0], ['0', 0], ['1,234.50', 1234.5], ['-1,234,567', -1234567], ['123456789012.345', 123456789012.345]])('reads %s', (text, value) => {
    expect(readDecimal(text)).toBe(value);
  });

  test.each(['1,234', '5,00', '1.234,50', '1 234.50', '€5', '5 EUR', '(5.00)', '5-', '', '.', '-', 'NaN', 'Infinity', '0x10', '1e', '1,23,456.00', '12345678901234.567', '1e15', '1e99'])('does not read %j, which is ambiguous, no number, or more than 15 digits carry', (text) => {
    expect(readDecimal(text)).toBeUndefined();
  });

  test('does not count zeros that carry nothing among the digits', () => {
    expect(readDecimal('000000000000000000001.500000000000000')).toBe(1.5);
  });

  test('reads every amount of up to 15 digits as it was written', () => {
    fc.assert(fc.property(fc.integer({ min: -1e14, max: 1e14 }), (cents) => {
      const text = `${cents < 0 ? '-' : ''}${Math.trunc(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
      expect(readDecimal(text)?.toFixed(2)).toBe(cents === 0 ? '0.00' : text);
    }));
  });
});
