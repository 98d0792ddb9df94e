import { MAX_DIGITS } from '#kernel';

/** Half the trouble with numbers in files is a comma: `1,234` is a thousand to some and one and a bit to others. Only what all read alike is read. */
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?$/;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const LARGEST = 1e15;

/**
 * Reads a decimal number written with a decimal point, such as `29.33`, `-5`, `1e+05`; groups of thousands as in `1,234.50` only where the comma cannot be
 * a decimal one. Undefined for anything else, from 1e15 on, and for more than 15 significant digits.
 */
export function readDecimal(text: string): number | undefined {
  const digits = PLAIN.test(text) ? text : GROUPED.test(text) && /[.]|,.*,/.test(text) ? text.replaceAll(',', '') : undefined;
  if (digits === undefined || (digits.length > MAX_DIGITS && significantDigits(digits) > MAX_DIGITS)) return undefined;
  const value = Number(digits);
  return Math.abs(value) < LARGEST ? value + 0 : undefined;
}

function significantDigits(text: string): number {
  const [mantissa = ''] = text.replace(/^[+-]/, '').split(/[eE]/);
  const digits = mantissa.includes('.') ? mantissa.replace(/0+$/, '').replace('.', '') : mantissa.replace(/0+$/, '');
  return digits.replace(/^0+/, '').length;
}
