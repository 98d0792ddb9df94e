import { ascending, eventAt, idsOf, newEvent, newEvents, newStream, newType, plain, record, type Subject } from './subject';

export function appends(subject: Subject): void {
  it('answers with a position above 0 for each event, growing strictly in the order given', async () => {
    const outcomes = await subject.log.append(newEvents(5));
    expect(outcomes.map(({ status }) => status)).toEqual(Array(5).fill('appended'));
    expect(outcomes[0]!.position).toBeGreaterThan(0n);
    expect(ascending(outcomes.map(({ position }) => position))).toBe(true);
  });

  it('puts every append above all before it', async () => {
    const [first] = await subject.log.append([newEvent()]);
    const [second] = await subject.log.append([newEvent()]);
    expect(second!.position).toBeGreaterThan(first!.position);
    expect(await subject.log.head()).toBe(second!.position);
  });

  it('answers with nothing for nothing, and writes nothing', async () => {
    const before = await subject.log.head();
    expect(await subject.log.append([])).toEqual([]);
    expect(await subject.log.head()).toBe(before);
  });

  it('can be read at once by everything that reads', async () => {
    const event = newEvent();
    const before = await subject.log.head();
    const [outcome] = await subject.log.append([event]);
    expect((await subject.log.event(outcome!.position))?.id).toBe(event.id);
    expect(idsOf(await subject.log.readAll({ after: before, limit: 10 }))).toEqual([event.id]);
    expect(idsOf((await subject.log.readStream(event.stream, { limit: 10 })) ?? [])).toEqual([event.id]);
    expect(idsOf(await subject.log.readHistory({ streams: [event.stream] }))).toEqual([event.id]);
  });

  it('numbers the revisions of each stream from 0 without a gap, also where one call has events of several', async () => {
    const [one, other] = [newStream(), newStream()];
    await subject.log.append([newEvent({ stream: one }), newEvent({ stream: other }), newEvent({ stream: one })]);
    await subject.log.append([newEvent({ stream: other }), newEvent({ stream: one })]);
    expect((await subject.log.readStream(one, { limit: 10 }))?.map(({ revision }) => revision)).toEqual([0, 1, 2]);
    expect((await subject.log.readStream(other, { limit: 10 }))?.map(({ revision }) => revision)).toEqual([0, 1]);
  });

  it('keeps what it has answered, when the log is opened again', async () => {
    const events = newEvents(3, { stream: newStream(), data: { text: 'kept' } });
    const outcomes = await subject.log.append(events);
    await subject.reopen();
    const read = await subject.log.readStream(events[0]!.stream, { limit: 10 });
    expect(read?.map(plain)).toEqual(events.map(plain));
    expect(read?.map(({ position }) => position)).toEqual(outcomes.map(({ position }) => position));
  });

  it('goes on after a reopening where it was: positions above, revisions next', async () => {
    const stream = newStream();
    const [before] = await subject.log.append([newEvent({ stream })]);
    await subject.reopen();
    const [after] = await record(subject.log, [newEvent({ stream })]);
    expect(after!.position).toBeGreaterThan(before!.position);
    expect(after!.revision).toBe(1);
  });

  it('never stamps an event earlier than one below it, when the clock goes back', async () => {
    const stream = newStream();
    for (const step of [0, 5_000, -3_600_000, 1, -1, 60_000]) {
      subject.clock.set(subject.clock.now() + step);
      await subject.log.append([newEvent({ stream })]);
    }
    const times = (await subject.log.readStream(stream, { limit: 10 }))!.map(({ recordedAt }) => recordedAt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('never stamps an event earlier than one below it, when the clock has gone back while the log was closed', async () => {
    const stream = newStream();
    const [before] = await record(subject.log, [newEvent({ stream })]);
    subject.clock.set(subject.clock.now() - 3_600_000);
    await subject.reopen();
    const [after] = await record(subject.log, [newEvent({ stream })]);
    expect(after!.recordedAt).toBeGreaterThanOrEqual(before!.recordedAt);
  });

  it('stamps when an event was recorded apart from when it occurred', async () => {
    const long = Date.UTC(1987, 5, 4);
    const [event] = await record(subject.log, [newEvent({ occurredAt: long })]);
    expect(event!.occurredAt).toBe(long);
    expect(event!.recordedAt).toBeGreaterThan(long);
  });

  it('puts concurrent appends in one order, the same for every way of reading', async () => {
    const [type, streams] = [newType(), [newStream(), newStream(), newStream()]];
    const before = await subject.log.head();
    const calls = Array.from({ length: 60 }, (_, index) => newEvents(1 + (index % 3), { type, stream: streams[index % streams.length]! }));
    const outcomes = await Promise.all(calls.map((events) => subject.log.append(events)));
    const positions = outcomes.flat().map(({ position }) => position);
    expect(new Set(positions).size).toBe(positions.length);
    const all = await subject.log.readAll({ after: before, types: [type], limit: 1_000 });
    expect(ascending(all.map(({ position }) => position))).toBe(true);
    expect(new Set(idsOf(all))).toEqual(new Set(idsOf(calls.flat())));
    for (const stream of streams) {
      const own = (await subject.log.readStream(stream, { limit: 1_000 }))!;
      expect(own.map(({ revision }) => revision)).toEqual(own.map((_, index) => index));
      expect(idsOf(own)).toEqual(idsOf(all.filter((event) => event.stream === stream)));
    }
  });

  it('lets nobody between the events that one call writes to one stream', async () => {
    const stream = newStream();
    const calls = Array.from({ length: 30 }, () => newEvents(4, { stream }));
    await Promise.all(calls.map((events) => subject.log.append(events)));
    const ids = idsOf((await subject.log.readStream(stream, { limit: 1_000 }))!);
    for (const call of calls) {
      const from = ids.indexOf(call[0]!.id);
      expect(ids.slice(from, from + 4)).toEqual(idsOf(call));
    }
  });

  it('takes a call of thousands of events as one', async () => {
    const events = newEvents(5_000, { stream: newStream() });
    const outcomes = await subject.log.append(events);
    expect(ascending(outcomes.map(({ position }) => position))).toBe(true);
    expect((await eventAt(subject.log, outcomes.at(-1)!.position)).revision).toBe(4_999);
  });

  it.each([
    ['an empty id', { id: '' }], ['U+0000 in its id', { id: 'a\u0000b' }], ['half a surrogate pair in its id', { id: 'a\ud83d' }],
    ['an empty stream name', { stream: '' }], ['U+0000 in its type', { type: 'te\u0000st' }], ['no time', { occurredAt: Number.NaN }],
  ])('refuses an event with %s, and with it the whole call', async (_, fault) => {
    const before = await subject.log.head();
    await expect(subject.log.append([newEvent(), newEvent(fault)])).rejects.toMatchObject({ code: 'RAPPORT_BAD_REQUEST' });
    expect(await subject.log.head()).toBe(before);
  });
}
