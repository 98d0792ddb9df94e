import { pause } from '#kernel';
import { atMost, backoff } from './backoff';

describe('waiting', () => {
  it('doubles from one attempt to the next, up to five seconds, and half of it is chance', () => {
    expect([0, 1, 2, 3, 20, 2_000].map((attempt) => backoff(attempt, () => 1))).toEqual([25, 50, 100, 200, 5_000, 5_000]);
    expect([0, 20].map((attempt) => backoff(attempt, () => 0))).toEqual([12.5, 2_500]);
  });

  it('ends at the signal', async () => {
    const from = performance.now();
    const abort = new AbortController();
    const paused = pause(60_000, abort.signal);
    abort.abort();
    await paused;
    await pause(60_000, abort.signal);
    expect(performance.now() - from).toBeLessThan(5_000);
  });

  it('for work ends with it, with its failure, or when the time is over', async () => {
    expect(await atMost(60_000, Promise.resolve(5))).toBe(5);
    expect(await atMost(60_000, Promise.reject<number>(new Error('no')))).toBeUndefined();
    expect(await atMost(5, pause(60_000, AbortSignal.timeout(1_000)).then(() => 'late'))).toBeUndefined();
  });
});
