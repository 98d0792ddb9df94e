import { randomUUID } from 'node:crypto';
import { eventAt, idsOf, newEvent, newStream, newType, plain, type Subject } from './subject';

export function idempotency(subject: Subject): void {
  it('answers a repeat with the position of the first', async () => {
    const event = newEvent();
    const [first] = await subject.log.append([event]);
    expect(await subject.log.append([event])).toEqual([{ status: 'duplicate', position: first!.position, differs: false }]);
    expect(await subject.log.readStream(event.stream, { limit: 10 })).toHaveLength(1);
  });

  it('knows a repeat within one call', async () => {
    const event = newEvent();
    const [first, second] = await subject.log.append([event, event]);
    expect([first!.status, second]).toEqual(['appended', { status: 'duplicate', position: first!.position, differs: false }]);
    expect(await subject.log.readStream(event.stream, { limit: 10 })).toHaveLength(1);
  });

  it('knows a repeat in another stream, which it does not make', async () => {
    const event = newEvent();
    const elsewhere = { ...event, stream: newStream() };
    const [first] = await subject.log.append([event]);
    expect(await subject.log.append([elsewhere])).toEqual([{ status: 'duplicate', position: first!.position, differs: false }]);
    expect(await subject.log.readStream(elsewhere.stream, { limit: 10 })).toBeUndefined();
    expect((await eventAt(subject.log, first!.position)).stream).toBe(event.stream);
  });

  it('knows a repeat after the log was opened again', async () => {
    const event = newEvent();
    const [first] = await subject.log.append([event]);
    await subject.reopen();
    expect(await subject.log.append([event])).toEqual([{ status: 'duplicate', position: first!.position, differs: false }]);
  });

  it('tells ids apart by every character', async () => {
    const id = randomUUID();
    const outcomes = await subject.log.append([id, id.toUpperCase(), `${id} `, ` ${id}`, `${id}é`, `${id}e\u0301`].map((each) => newEvent({ id: each })));
    expect(outcomes.map(({ status }) => status)).toEqual(Array(6).fill('appended'));
  });

  it.each([
    ['other data', { data: { other: true } }],
    ['other identities', { identities: [{ kind: 'email', value: 'another@example.com' }] }],
    ['another type', { type: 'web.searched' }],
  ])('says where a repeat comes with %s, and lets the first one stand', async (_, change) => {
    const event = newEvent();
    const [first] = await subject.log.append([event]);
    expect(await subject.log.append([{ ...event, ...change }])).toEqual([{ status: 'duplicate', position: first!.position, differs: true }]);
    expect(plain(await eventAt(subject.log, first!.position))).toEqual(plain(event));
  });

  it('finds no difference in a repeat that was received later', async () => {
    const event = newEvent();
    await subject.log.append([event]);
    expect(await subject.log.append([{ ...event, receivedAt: event.receivedAt + 60_000, sentAt: event.receivedAt + 59_000 }])).toMatchObject([{ status: 'duplicate', differs: false }]);
  });

  it('writes what is new of a call and knows the rest again', async () => {
    const stream = newStream();
    const [a, b, c, d] = [newEvent({ stream }), newEvent({ stream }), newEvent({ stream }), newEvent({ stream })] as const;
    const first = await subject.log.append([b, d]);
    const second = await subject.log.append([a, { ...b, data: {} }, c, d]);
    expect(second.map((outcome) => [outcome.status, 'differs' in outcome && outcome.differs])).toEqual([['appended', false], ['duplicate', true], ['appended', false], ['duplicate', false]]);
    expect([second[1]!.position, second[3]!.position]).toEqual(first.map(({ position }) => position));
    const read = (await subject.log.readStream(stream, { limit: 10 }))!;
    expect(idsOf(read)).toEqual(idsOf([b, d, a, c]));
    expect(read.map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
  });

  it('writes an event once, however many send it at the same time', async () => {
    const event = newEvent();
    const outcomes = (await Promise.all(Array.from({ length: 25 }, () => subject.log.append([event])))).flat();
    expect(outcomes.filter(({ status }) => status === 'appended')).toHaveLength(1);
    expect(new Set(outcomes.map(({ position }) => position)).size).toBe(1);
    expect(await subject.log.readStream(event.stream, { limit: 100 })).toHaveLength(1);
  });

  it('counts no type that came with repeats alone', async () => {
    const [event, type] = [newEvent(), newType()];
    await subject.log.append([event]);
    await subject.log.append([{ ...event, type }]);
    expect((await subject.log.countsByType()).has(type)).toBe(false);
  });
}
