import { FixedClock, systemClock, VirtualClock } from './clock';

const closeTo = (moment: number, expected: number): boolean => Math.abs(moment - expected) < 1_000;

describe('clocks', () => {
  it('of the system tell the time', () => {
    expect(closeTo(systemClock.now(), Date.now())).toBe(true);
  });

  it('that are fixed stand still until they are set, forwards or backwards', () => {
    const clock = new FixedClock(10);
    expect([clock.now(), clock.now()]).toEqual([10, 10]);
    clock.set(20);
    expect(clock.now()).toBe(20);
    clock.set(5);
    expect(clock.now()).toBe(5);
  });

  it('that are virtual are the system\'s, shifted', () => {
    const clock = new VirtualClock();
    expect([clock.shift, closeTo(clock.now(), Date.now())]).toEqual([0, true]);
    expect(closeTo(new VirtualClock(5_000_000).now(), Date.now() + 5_000_000)).toBe(true);
  });

  it('that are virtual run on from where they were set', async () => {
    const clock = new VirtualClock();
    const later = Date.now() + 7 * 86_400_000;
    const shift = clock.set(later);
    expect([clock.shift, closeTo(shift, 7 * 86_400_000), closeTo(clock.now(), later)]).toEqual([shift, true, true]);
    const before = clock.now();
    await new Promise((resolve) => setTimeout(resolve, 15));
    expect(clock.now()).toBeGreaterThan(before);
    clock.shiftBy(0);
    expect(closeTo(clock.now(), Date.now())).toBe(true);
  });
});
