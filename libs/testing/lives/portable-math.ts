/**
 * Logarithm and exponential from nothing but IEEE 754 additions, multiplications and divisions. ECMAScript leaves the last bits of `Math.log` and
 * `Math.exp` to the engine; a generator that promises the same bytes on every machine cannot.
 */
const BITS = new DataView(new ArrayBuffer(8));
const LN2 = 0.6931471805599453;

/** The natural logarithm of a positive, normal number: m·2^e with m near 1, then ln m = 2·artanh((m-1)/(m+1)) by its series. */
export function ln(x: number): number {
  BITS.setFloat64(0, x);
  const high = BITS.getUint32(0);
  let exponent = (high >>> 20) - 1023;
  BITS.setUint32(0, (high & 0x000fffff) | 0x3ff00000);
  let m = BITS.getFloat64(0);
  if (m > Math.SQRT2) {
    m /= 2;
    exponent += 1;
  }
  const s = (m - 1) / (m + 1);
  const q = s * s;
  let sum = 0;
  for (let k = 21; k >= 1; k -= 2) sum = sum * q + 1 / k;
  return 2 * s * sum + exponent * LN2;
}

/** e^x for |x| < 700: x = k·ln 2 + r, then the series of e^r. */
export function exp(x: number): number {
  const k = Math.floor(x / LN2 + 0.5);
  const r = x - k * LN2;
  let sum = 1;
  for (let n = 14; n >= 1; n -= 1) sum = 1 + (sum * r) / n;
  BITS.setUint32(0, (k + 1023) << 20);
  BITS.setUint32(4, 0);
  return sum * BITS.getFloat64(0);
}
