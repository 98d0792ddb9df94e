import Big from 'big.js';

/** The most significant digits that a JSON number carries through binary floating point unchanged. */
export const MAX_DIGITS = 15;

/** Whether the amount was written with no more than {@link MAX_DIGITS} significant digits, so that its decimal form is exact. */
export function isExactAmount(value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return true;
  return new Big(value).c.length <= MAX_DIGITS;
}

/** Adds in decimal: `addDecimal('0.1', 0.2)` is `'0.3'`. Sums are kept as strings, exact at any length. */
export function addDecimal(sum: string, amount: number | string): string {
  return new Big(sum).plus(amount).toFixed();
}

export function subtractDecimal(sum: string, amount: number | string): string {
  return new Big(sum).minus(amount).toFixed();
}

export function compareDecimal(a: string | number, b: string | number): number {
  return new Big(a).cmp(b);
}

/** Whole ten-thousandths are added as integers while they fit; all else goes through decimal arithmetic. */
const SCALE = 10_000;

/** The sum of amounts, added in decimal, as the number nearest to it. */
export function sumDecimals(amounts: readonly number[]): number {
  let scaled = 0;
  for (const amount of amounts) {
    const whole = Math.round(amount * SCALE);
    scaled += whole;
    if (whole / SCALE !== amount || !Number.isSafeInteger(scaled)) return Number(amounts.reduce((sum, each) => sum.plus(each), new Big(0)).toFixed());
  }
  return scaled / SCALE;
}

/** The number nearest to the decimal, for documents. */
export function decimalToNumber(sum: string): number {
  return Number(sum);
}
