import { setTimeout as sleep } from 'node:timers/promises';

/** Between two tries, ms. */
const PAUSE = 1_000;

/** Tries until it succeeds, and warns at the first failure; undefined at the signal. */
export async function whenItCan<Result>(work: () => Promise<Result>, warn: (message: string, error: unknown) => void, signal: AbortSignal): Promise<Result | undefined> {
  let warned = false;
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      if (!warned) warn('the projector waits for its engines', error);
      warned = true;
      await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}
