import { eventAt, idsOf, newEvent, newEvents, newStream, type Subject } from './subject';

const wrong = { code: 'RAPPORT_WRONG_EXPECTED_REVISION' };

export function expectations(subject: Subject): void {
  it('writes the first events of a stream that must not exist', async () => {
    const stream = newStream();
    const outcomes = await subject.log.append(newEvents(2, { stream }), { expectedRevision: 'none' });
    expect((await eventAt(subject.log, outcomes[1]!.position)).revision).toBe(1);
  });

  it('writes behind the last revision that was expected', async () => {
    const stream = newStream();
    await subject.log.append(newEvents(2, { stream }), { expectedRevision: 'none' });
    await subject.log.append([newEvent({ stream })], { expectedRevision: 1 });
    await subject.log.append([newEvent({ stream })], { expectedRevision: 2 });
    expect(await subject.log.readStream(stream, { limit: 10 })).toHaveLength(4);
  });

  it('writes whatever the revision where any is expected', async () => {
    const stream = newStream();
    await subject.log.append([newEvent({ stream })], { expectedRevision: 'any' });
    await subject.log.append([newEvent({ stream })], { expectedRevision: 'any' });
    expect(await subject.log.readStream(stream, { limit: 10 })).toHaveLength(2);
  });

  it.each(['none', 0, 2, 7] as const)('refuses to write after revision 1 where %s is expected, says which it is, and writes nothing', async (expectedRevision) => {
    const stream = newStream();
    await subject.log.append(newEvents(2, { stream }));
    const before = await subject.log.head();
    await expect(subject.log.append(newEvents(2, { stream }), { expectedRevision })).rejects.toMatchObject({ ...wrong, status: 409, extra: { revision: 1 } });
    expect(await subject.log.head()).toBe(before);
    expect(await subject.log.readStream(stream, { limit: 10 })).toHaveLength(2);
  });

  it('refuses an exact revision of a stream that does not exist, and does not make it', async () => {
    const stream = newStream();
    await expect(subject.log.append([newEvent({ stream })], { expectedRevision: 0 })).rejects.toMatchObject(wrong);
    expect(await subject.log.readStream(stream, { limit: 10 })).toBeUndefined();
    await subject.log.append([newEvent({ stream })], { expectedRevision: 'none' });
    expect(await subject.log.readStream(stream, { limit: 10 })).toHaveLength(1);
  });

  it.each(['none', 'exact'] as const)('answers the repeat of an append that expected %s as the repeat that it is', async (expected) => {
    const stream = newStream();
    if (expected === 'exact') await subject.log.append([newEvent({ stream })]);
    const expectedRevision = expected === 'exact' ? 0 : 'none';
    const events = newEvents(2, { stream });
    const first = await subject.log.append(events, { expectedRevision });
    const repeat = first.map(({ position }) => ({ status: 'duplicate', position, differs: false }));
    expect(await subject.log.append(events, { expectedRevision })).toEqual(repeat);
    await subject.log.append([newEvent({ stream })]);
    await subject.reopen();
    expect(await subject.log.append(events, { expectedRevision })).toEqual(repeat);
  });

  it('lets one of two win that expect the same revision at the same time', async () => {
    const stream = newStream();
    await subject.log.append([newEvent({ stream })]);
    const rivals = [newEvents(2, { stream }), newEvents(2, { stream })];
    const results = await Promise.allSettled(rivals.map((events) => subject.log.append(events, { expectedRevision: 0 })));
    const winner = results.findIndex(({ status }) => status === 'fulfilled');
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: wrong });
    expect(idsOf((await subject.log.readStream(stream, { limit: 10 }))!.slice(1))).toEqual(idsOf(rivals[winner]!));
  });

  it('refuses one append without harm to those beside it', async () => {
    const stream = newStream();
    const [left, right] = [newEvent(), newEvent()];
    const results = await Promise.allSettled([subject.log.append([left]), subject.log.append([newEvent({ stream })], { expectedRevision: 5 }), subject.log.append([right])]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    for (const event of [left, right]) expect(await subject.log.readStream(event.stream, { limit: 10 })).toHaveLength(1);
  });

  it.each(['none', 0] as const)('refuses events of several streams where %s is expected, and writes nothing', async (expectedRevision) => {
    const before = await subject.log.head();
    await expect(subject.log.append(newEvents(2), { expectedRevision })).rejects.toMatchObject({ code: 'RAPPORT_BAD_REQUEST' });
    expect(await subject.log.head()).toBe(before);
  });
}
