import { pause } from '#kernel';

const SHORTEST = 25;
const LONGEST = 5_000;

/** How long to wait before another attempt, ms: doubled from one to the next up to five seconds, half of it by chance, so that many do not come back at once. */
export function backoff(attempt: number, chance: () => number = Math.random): number {
  const whole = Math.min(SHORTEST * 2 ** attempt, LONGEST);
  return whole / 2 + (whole / 2) * chance();
}

/** Waits for the work, but no longer; answers undefined where it took longer or failed. */
export async function atMost<Result>(milliseconds: number, work: Promise<Result>): Promise<Result | undefined> {
  const over = new AbortController();
  try {
    return await Promise.race([work.catch(() => undefined), pause(milliseconds, over.signal).then(() => undefined)]);
  } finally {
    over.abort();
  }
}
