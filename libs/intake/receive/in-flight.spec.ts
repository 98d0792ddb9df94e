import { InFlight } from './in-flight';

describe('what is in flight', () => {
  it('is turned away beyond the limit, and fits again when something is durable', () => {
    const inFlight = new InFlight(100);
    const first = inFlight.take(60);
    expect(inFlight.take(41)).toBeUndefined();
    const second = inFlight.take(40);
    expect([first, second, inFlight.bytes]).toEqual([expect.any(Function), expect.any(Function), 100]);
    first?.();
    expect(inFlight.take(41)).toEqual(expect.any(Function));
  });

  it('takes what is larger than the limit when it comes alone', () => {
    const inFlight = new InFlight(100);
    const release = inFlight.take(1_000);
    expect(inFlight.take(1)).toBeUndefined();
    release?.();
    expect(inFlight.bytes).toBe(0);
  });

  it('is given back once, however often that is said', () => {
    const inFlight = new InFlight(100);
    const [first] = [inFlight.take(50), inFlight.take(50)];
    first?.();
    first?.();
    expect(inFlight.bytes).toBe(50);
  });

  it('lets those who wait in by their turn, before anybody who comes later', async () => {
    const inFlight = new InFlight(100);
    const release = inFlight.take(100);
    const order: string[] = [];
    const waiting = ['a', 'b'].map(async (name) => {
      const done = await inFlight.wait(80);
      order.push(name);
      expect(inFlight.take(10)).toEqual(name === 'b' ? expect.any(Function) : undefined);
      done();
    });
    expect(inFlight.take(1)).toBeUndefined();
    release?.();
    await Promise.all(waiting);
    expect(order).toEqual(['a', 'b']);
  });
});
