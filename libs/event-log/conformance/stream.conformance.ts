import { idsOf, newEvent, newEvents, newStream, type Subject } from './subject';

export function streams(subject: Subject): void {
  it('comes by revision, forwards and backwards, from the first, from the last or from a revision on, inclusive', async () => {
    const stream = newStream();
    const events = newEvents(6, { stream });
    await subject.log.append(events);
    const ids = idsOf(events);
    const read = async (query: object): Promise<string[]> => idsOf((await subject.log.readStream(stream, { limit: 100, ...query }))!);
    expect(await read({})).toEqual(ids);
    expect(await read({ limit: 2 })).toEqual(ids.slice(0, 2));
    expect(await read({ from: 4 })).toEqual(ids.slice(4));
    expect(await read({ from: 2, limit: 3 })).toEqual(ids.slice(2, 5));
    expect(await read({ direction: 'backwards' })).toEqual([...ids].reverse());
    expect(await read({ direction: 'backwards', limit: 2 })).toEqual([ids[5], ids[4]]);
    expect(await read({ direction: 'backwards', from: 2 })).toEqual([ids[2], ids[1], ids[0]]);
    expect(await read({ direction: 'backwards', from: 3, limit: 2 })).toEqual([ids[3], ids[2]]);
  });

  it('is by revision whatever the times at which its events occurred', async () => {
    const stream = newStream();
    const events = [5, 1, 3, 1, -7].map((occurredAt) => newEvent({ stream, occurredAt }));
    for (const event of events) await subject.log.append([event]);
    expect(idsOf((await subject.log.readStream(stream, { limit: 10 }))!)).toEqual(idsOf(events));
    expect(idsOf((await subject.log.readStream(stream, { limit: 10, direction: 'backwards' }))!)).toEqual(idsOf(events).reverse());
  });

  it('has an empty page behind its end and before its beginning', async () => {
    const stream = newStream();
    await subject.log.append(newEvents(2, { stream }));
    expect(await subject.log.readStream(stream, { from: 2, limit: 10 })).toEqual([]);
    expect(await subject.log.readStream(stream, { from: 1_000_000, limit: 10 })).toEqual([]);
    expect(await subject.log.readStream(stream, { from: 1_000_000, direction: 'backwards', limit: 10 })).toHaveLength(2);
  });

  it('is undefined where nothing was ever written', async () => {
    expect(await subject.log.readStream(newStream(), { limit: 10 })).toBeUndefined();
    expect(await subject.log.readStream(newStream(), { direction: 'backwards', limit: 10 })).toBeUndefined();
  });

  it('is known as soon as it is made, also to a reader that has just missed it', async () => {
    const stream = newStream();
    expect(await subject.log.readStream(stream, { limit: 10 })).toBeUndefined();
    await subject.log.append([newEvent({ stream })]);
    expect(await subject.log.readStream(stream, { limit: 10 })).toHaveLength(1);
  });

  it('is told apart from streams with nearly its name', async () => {
    const stream = newStream();
    const names = [stream, stream.toUpperCase(), `${stream} `, `${stream}%`, `${stream}_`, stream.slice(0, -1)];
    for (const name of names) await subject.log.append([newEvent({ stream: name })]);
    for (const name of names) expect((await subject.log.readStream(name, { limit: 10 }))?.map((event) => event.stream)).toEqual([name]);
  });
}
