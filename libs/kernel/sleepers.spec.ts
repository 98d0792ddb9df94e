import { pause, Sleepers } from './sleepers';

describe('whoever waits', () => {
  it('is woken with all others, and only who sleeps then', async () => {
    const sleepers = new Sleepers();
    const woken: string[] = [];
    const both = ['one', 'other'].map((name) => sleepers.sleep(60_000).then(() => woken.push(name)));
    sleepers.wake();
    await Promise.all(both);
    expect(woken).toEqual(['one', 'other']);
    const later = sleepers.sleep(5).then(() => woken.push('later'));
    expect(woken).toHaveLength(2);
    await later;
  });

  it('wakes at the signal, also where that came before', async () => {
    const stop = new AbortController();
    const sleeping = pause(60_000, stop.signal);
    stop.abort();
    await sleeping;
    await pause(60_000, stop.signal);
  });

  it('wakes by itself in time', async () => {
    const begun = performance.now();
    await pause(20);
    expect(performance.now() - begun).toBeGreaterThan(15);
  });
});
