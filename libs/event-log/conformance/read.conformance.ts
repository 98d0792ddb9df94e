import type { RecordedEvent } from '#touchpoints';
import type { EventLog } from '../event-log';
import { idsOf, newEvent, newEvents, newType, plain, record, type Subject } from './subject';

const LARGEST = 2n ** 64n - 1n;

/** Events of one type of their own, recorded a second apart, and what was the head before them. */
async function tenEvents(subject: Subject, type: string): Promise<{ readonly start: bigint; readonly all: RecordedEvent[] }> {
  const start = await subject.log.head();
  const all: RecordedEvent[] = [];
  for (let index = 0; index < 10; index++) {
    subject.clock.set(subject.clock.now() + 1_000);
    all.push(...(await record(subject.log, [newEvent({ type })])));
  }
  return { start, all };
}

export function reads(subject: Subject): void {
  const type = newType();

  it('comes in log order, forwards from a position on and backwards before one, neither inclusive', async () => {
    const { start, all } = await tenEvents(subject, type);
    const [third, seventh] = [all[2]!.position, all[6]!.position];
    expect(idsOf(await subject.log.readAll({ after: start, limit: 100 }))).toEqual(idsOf(all));
    expect(idsOf(await subject.log.readAll({ after: third, limit: 100 }))).toEqual(idsOf(all.slice(3)));
    expect(idsOf(await subject.log.readAll({ direction: 'backwards', limit: 10 }))).toEqual(idsOf(all).reverse());
    expect(idsOf(await subject.log.readAll({ after: seventh, direction: 'backwards', limit: 6 }))).toEqual(idsOf(all.slice(0, 6)).reverse());
  });

  it('goes no further than the limit', async () => {
    const { start, all } = await tenEvents(subject, type);
    expect(idsOf(await subject.log.readAll({ after: start, limit: 4 }))).toEqual(idsOf(all.slice(0, 4)));
    expect(idsOf(await subject.log.readAll({ direction: 'backwards', limit: 4 }))).toEqual(idsOf(all.slice(6)).reverse());
  });

  it('sees nothing above `upTo`, in either direction', async () => {
    const { start, all } = await tenEvents(subject, type);
    const [fifth, eighth] = [all[4]!.position, all[7]!.position];
    expect(idsOf(await subject.log.readAll({ after: start, upTo: fifth, limit: 100 }))).toEqual(idsOf(all.slice(0, 5)));
    expect(idsOf(await subject.log.readAll({ upTo: fifth, direction: 'backwards', limit: 2 }))).toEqual(idsOf([all[4]!, all[3]!]));
    expect(idsOf(await subject.log.readAll({ after: eighth, upTo: fifth, direction: 'backwards', limit: 2 }))).toEqual(idsOf([all[4]!, all[3]!]));
    expect(idsOf(await subject.log.readAll({ after: fifth, upTo: eighth, direction: 'backwards', limit: 2 }))).toEqual(idsOf([all[3]!, all[2]!]));
  });

  it('walks in pages of any size over each event once', async () => {
    const { start, all } = await tenEvents(subject, type);
    for (const limit of [1, 3, 5, 10]) {
      const seen: string[] = [];
      let after = start;
      while (true) {
        const page = await subject.log.readAll({ after, limit });
        if (page.length === 0) break;
        seen.push(...idsOf(page));
        after = page.at(-1)!.position;
      }
      expect(seen).toEqual(idsOf(all));
    }
  });

  it('reads the types asked for and no others', async () => {
    const [one, other, unheard] = [newType(), newType(), newType()];
    const before = await subject.log.head();
    const events = [one, other, one, 'web.searched', other].map((each) => newEvent({ type: each }));
    await subject.log.append(events);
    const read = async (types: readonly string[], rest: object = {}): Promise<string[]> => idsOf(await subject.log.readAll({ after: before, types, limit: 100, ...rest }));
    expect(await read([one])).toEqual(idsOf([events[0]!, events[2]!]));
    expect(await read([other, one])).toEqual(idsOf([events[0]!, events[1]!, events[2]!, events[4]!]));
    expect(await read([one, other], { limit: 2 })).toEqual(idsOf([events[0]!, events[1]!]));
    expect(await read([one, unheard])).toEqual(idsOf([events[0]!, events[2]!]));
    expect(await read([unheard])).toEqual([]);
    expect(await read([])).toEqual([]);
    expect(idsOf(await subject.log.readAll({ types: [one, other], direction: 'backwards', limit: 3 }))).toEqual(idsOf([events[4]!, events[2]!, events[1]!]));
  });

  it('takes every position of 64 bits', async () => {
    const { start, all } = await tenEvents(subject, type);
    for (const huge of [2n ** 53n, 2n ** 63n - 1n, 2n ** 63n, LARGEST]) {
      expect(await subject.log.readAll({ after: huge, limit: 10 })).toEqual([]);
      expect(idsOf(await subject.log.readAll({ after: start, upTo: huge, limit: 10 }))).toEqual(idsOf(all));
      expect(idsOf(await subject.log.readAll({ after: huge, direction: 'backwards', limit: 3 }))).toEqual(idsOf(all.slice(7)).reverse());
      expect(await subject.log.event(huge)).toBeUndefined();
    }
    expect(await subject.log.readAll({ after: 0n, direction: 'backwards', limit: 10 })).toEqual([]);
    expect(await subject.log.readAll({ after: LARGEST, upTo: LARGEST, limit: 10 })).toEqual([]);
  });

  it('finds one event by its position, and nothing where there is none', async () => {
    const events = newEvents(3);
    const outcomes = await subject.log.append(events);
    for (const [index, { position }] of outcomes.entries()) {
      const found = await subject.log.event(position);
      expect(found?.position).toBe(position);
      expect(found && plain(found)).toEqual(plain(events[index]!));
    }
    expect(await subject.log.event(0n)).toBeUndefined();
    expect(await subject.log.event((await subject.log.head()) + 1n)).toBeUndefined();
  });

  it('finds the last position recorded at or before a moment', async () => {
    const { all } = await tenEvents(subject, type);
    const last = (at: number): bigint | undefined => all.filter(({ recordedAt }) => recordedAt <= at).at(-1)?.position;
    for (const { recordedAt } of all) expect(await subject.log.positionAt(recordedAt)).toBe(last(recordedAt));
    expect(await subject.log.positionAt(all[0]!.recordedAt - 1)).toBeLessThan(all[0]!.position);
    expect(await subject.log.positionAt(Date.UTC(2199, 0))).toBe(await subject.log.head());
    expect(await subject.log.positionAt(0)).toBe(0n);
    expect(await subject.log.positionAt(-1)).toBe(0n);
  });

  it('finds the last of many that were recorded in the same millisecond', async () => {
    const outcomes = await subject.log.append(newEvents(7, { type }));
    const { recordedAt } = (await subject.log.event(outcomes.at(-1)!.position))!;
    expect(await subject.log.positionAt(recordedAt)).toBe(outcomes.at(-1)!.position);
  });

  it('counts events by type, repeats once', async () => {
    const [one, other] = [newType(), newType()];
    const events = newEvents(3, { type: one });
    await subject.log.append([...events, newEvent({ type: other })]);
    await subject.log.append([...events, newEvent({ type: other })]);
    const counts = await subject.log.countsByType();
    expect([counts.get(one), counts.get(other), counts.get(newType())]).toEqual([3, 2, undefined]);
    await subject.reopen();
    expect((await subject.log.countsByType()).get(one)).toBe(3);
  });

  it('gives every reader the same, while others write', async () => {
    const own = newType();
    const before = await subject.log.head();
    let writing = true;
    const writer = (async (): Promise<void> => {
      for (let round = 0; round < 40; round++) await Promise.all([subject.log.append(newEvents(3, { type: own })), subject.log.append(newEvents(2, { type: own }))]);
      writing = false;
    })();
    const known = new Map<bigint, string>();
    const follow = async (log: EventLog): Promise<void> => {
      while (writing) {
        const page = await log.readAll({ after: before, types: [own], limit: 1_000 });
        // What was seen once is never joined by something below it.
        expect(page.slice(0, known.size).map(({ position }) => position)).toEqual([...known.keys()]);
        for (const { position, id } of page) known.set(position, id);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await Promise.all([writer, follow(subject.log)]);
    expect(idsOf(await subject.log.readAll({ after: before, types: [own], limit: 1_000 }))).toHaveLength(200);
  });
}
