import { ascending, eventAt, idsOf, newEvent, newStream, NOW, type Subject } from './subject';

const HOUR = 3_600_000;

export function carriesOver(subject: Subject): void {
  it('keeps the order given, also where streams take turns', async () => {
    const [one, other] = [newStream(), newStream()];
    const events = [one, other, one, one, other].map((stream) => newEvent({ stream }));
    const outcomes = await subject.log.append(events, { recordedAt: events.map(() => NOW + HOUR) });
    expect(ascending(outcomes.map(({ position }) => position))).toBe(true);
    const before = (outcomes[0]?.position ?? 1n) - 1n;
    expect(idsOf(await subject.log.readAll({ after: before, limit: 5 }))).toEqual(idsOf(events));
    expect(idsOf((await subject.log.readStream(one, { limit: 5 })) ?? [])).toEqual([0, 2, 3].map((index) => events[index]?.id));
  });

  it('is recorded when it was elsewhere, and never before what lies before it', async () => {
    const events = [newEvent(), newEvent(), newEvent()];
    const head = await subject.log.head();
    const floor = head === 0n ? NOW : Math.max(NOW, (await eventAt(subject.log, head)).recordedAt);
    const outcomes = await subject.log.append(events, { recordedAt: [floor + HOUR, floor + 1, floor + 2 * HOUR] });
    const recorded = await Promise.all(outcomes.map(({ position }) => eventAt(subject.log, position)));
    expect(recorded.map(({ recordedAt }) => recordedAt - floor)).toEqual([HOUR, HOUR, 2 * HOUR]);
    expect(await subject.log.positionAt(floor + HOUR)).toBe(outcomes[1]?.position);
  });

  it('is written once: carried over again it stays as it was', async () => {
    const event = newEvent();
    const [first] = await subject.log.append([event], { recordedAt: [NOW + HOUR] });
    const stands = await eventAt(subject.log, first?.position ?? 0n);
    expect(await subject.log.append([event], { recordedAt: [NOW + 9 * HOUR] })).toEqual([{ status: 'duplicate', position: first?.position, differs: false }]);
    expect((await eventAt(subject.log, first?.position ?? 0n)).recordedAt).toBe(stands.recordedAt);
  });
}
