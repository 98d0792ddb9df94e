import { isExactAmount } from '#kernel';

/**
 * As `isExactAmount`, quick for money of at most two decimals: where whole hundredths below 10^15 divide back to the same number,
 * it is the one nearest to a decimal of at most 15 digits, and no shorter one can need more.
 */
export function isAmount(value: number): boolean {
  const hundredths = Math.round(value * 100);
  return (Math.abs(hundredths) < 1e15 && hundredths / 100 === value) || isExactAmount(value);
}
