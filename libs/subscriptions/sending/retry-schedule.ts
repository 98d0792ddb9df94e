import { DAY, HOUR, MINUTE, SECOND } from '#kernel';

/** ms between tries, as Standard Webhooks 1.0 recommends ("Deliverability and reliability"): ten tries over three days. */
export const STANDARD_RETRIES: readonly number[] = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, DAY];

/** Spreads tries that failed together. */
const JITTER = 0.2;
const LONGEST_WISH = DAY;

/**
 * ms until the next try after so many; undefined after the last. `random` from 0 to 1. A receiver that asks for a longer rest gets it, for a day at most.
 */
export function delayAfter(attempts: number, retries: readonly number[], random: number, retryAfter = 0): number | undefined {
  const delay = retries[attempts - 1];
  return delay === undefined ? undefined : Math.round(Math.max(delay * (1 + JITTER * random), Math.min(retryAfter, LONGEST_WISH)));
}
