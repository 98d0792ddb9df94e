import { GivingWay } from './give-way';

const WORK = 150;

describe('who gives way to a flood', () => {
  /** A log that has grown by so many events each time that somebody looks. */
  const growing = (by: number): { head: () => Promise<bigint> } => {
    let head = 0n;
    return { head: () => Promise.resolve((head += BigInt(by))) };
  };

  /** The pause after the second of two turns, ms. */
  async function pause(by: number, cores: number, stop = new AbortController()): Promise<number> {
    const way = new GivingWay(growing(by), cores);
    await way.after(WORK, stop.signal);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const begun = performance.now();
    await way.after(WORK, stop.signal);
    return performance.now() - begun;
  }

  it('pauses for as long as it has worked', async () => {
    expect(await pause(100_000, 2)).toBeGreaterThan(WORK - 5);
  });

  it('does not where the log grows slowly, or the machine has cores enough', async () => {
    expect(await pause(1, 2)).toBeLessThan(WORK);
    expect(await pause(100_000, 4)).toBeLessThan(WORK);
  });

  it('does not beyond the signal', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await pause(100_000, 2, stop)).toBeLessThan(WORK);
  });
});
