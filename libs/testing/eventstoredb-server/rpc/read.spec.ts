import { randomUUID } from 'node:crypto';
import { END, jsonEvent } from '@eventstore/db-client';
import { all, anEvent, events, failureOf, openSession, type Session } from '../test-kit/session';

describe('a read', () => {
  let session: Session;
  let stream: string;
  beforeAll(async () => (session = await openSession()));
  afterAll(() => session.close());
  beforeEach(async () => {
    stream = `stream-${randomUUID()}`;
    await session.client.appendToStream(stream, events(5));
  });

  const revisions = async (options: object) => (await all(session.client.readStream(stream, options))).map(({ event }) => Number(event?.revision));

  it('of a stream includes the revision it begins at, in both directions', async () => {
    expect(await revisions({ fromRevision: 3n })).toEqual([3, 4]);
    expect(await revisions({ fromRevision: 1n, direction: 'backwards' })).toEqual([1, 0]);
    expect(await revisions({ fromRevision: 500n })).toEqual([]);
    expect(await revisions({ fromRevision: 500n, direction: 'backwards', maxCount: 2 })).toEqual([4, 3]);
  });

  it('of a stream that is not there says so, of one whose events are all truncated gives none', async () => {
    expect(await failureOf(all(session.client.readStream('missing')))).toMatchObject({ type: 'stream-not-found' });
    await session.client.setStreamMetadata(stream, { truncateBefore: 9 });
    expect(await revisions({})).toEqual([]);
  });

  it('shows of a stream what its metadata leaves', async () => {
    await session.client.setStreamMetadata(stream, { maxCount: 2 });
    expect(await revisions({})).toEqual([3, 4]);
    await session.client.setStreamMetadata(stream, { truncateBefore: 1 });
    expect(await revisions({})).toEqual([1, 2, 3, 4]);
  });

  it('of $all is inclusive forwards and exclusive backwards', async () => {
    const [, second, third] = await all(session.client.readStream(stream));
    const position = second!.event!.position!;
    const forwards = await all(session.client.readAll({ fromPosition: position, maxCount: 2 }));
    expect(forwards.map(({ event }) => event?.id)).toEqual([second!.event!.id, third!.event!.id]);
    const [before] = await all(session.client.readAll({ fromPosition: position, direction: 'backwards', maxCount: 1 }));
    expect(before?.event?.revision).toBe(0n);
    expect(await all(session.client.readAll({ fromPosition: END }))).toEqual([]);
  });

  it('of $all from where no event begins fails', async () => {
    const [first] = await all(session.client.readStream(stream));
    const { commit, prepare } = first!.event!.position!;
    expect(await failureOf(all(session.client.readAll({ fromPosition: { commit: commit + 1n, prepare: prepare + 1n } })))).toMatchObject({ type: 'unknown', code: 2 });
  });

  it('resolves links when asked to, and gives the link alone when what it points to is gone', async () => {
    const links = `links-${stream}`;
    const link = (to: string) => ({ ...jsonEvent({ type: '$>', data: {} }), contentType: 'application/octet-stream' as const, data: Buffer.from(to) });
    await session.client.appendToStream(links, [link(`1@${stream}`), link('0@missing')]);
    const read = await all(session.client.readStream(links, { resolveLinkTos: true }));
    expect(read.map(({ event, link: shown }) => [event?.streamId, shown?.streamId])).toEqual([[stream, links], [undefined, links]]);
  });

  it('gives back what was written, byte for byte', async () => {
    const written = { type: 'größer', data: { text: '☃ \u0000', n: 1.5 }, metadata: { deep: { er: [null] } } };
    const id = randomUUID();
    await session.client.appendToStream(`${stream} ünï`, jsonEvent({ id, ...written }));
    const [read] = await all(session.client.readStream(`${stream} ünï`));
    expect(read?.event).toMatchObject({ id, ...written, streamId: `${stream} ünï`, isJson: true });
    expect(Math.abs(Date.now() - (read?.event?.created.getTime() ?? 0))).toBeLessThan(10_000);
  });

  it('of more than fits into one buffer gives everything once and in order', async () => {
    const many = `many-${stream}`;
    for (let batch = 0; batch < 4; batch++) await session.client.appendToStream(many, Array.from({ length: 2_000 }, () => anEvent()));
    expect((await all(session.client.readStream(many))).map(({ event }) => Number(event?.revision))).toEqual([...Array(8_000).keys()]);
  });
});
