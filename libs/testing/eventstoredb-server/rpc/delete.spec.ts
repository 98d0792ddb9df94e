import { randomUUID } from 'node:crypto';
import { all, events, failureOf, openSession, type Session } from '../test-kit/session';

describe('a deletion', () => {
  let session: Session;
  let stream: string;
  beforeAll(async () => (session = await openSession()));
  afterAll(() => session.close());
  beforeEach(() => {
    stream = `stream-${randomUUID()}`;
  });

  it('of a stream at another revision ends with a status, not an answer', async () => {
    await session.client.appendToStream(stream, events(2));
    expect(await failureOf(session.client.deleteStream(stream, { expectedRevision: 7n }))).toMatchObject({ type: 'wrong-expected-version', code: 9, expectedVersion: 7n, actualVersion: 1n });
  });

  it('of a stream that is not there fails whatever was expected', async () => {
    expect(await failureOf(session.client.deleteStream(stream))).toMatchObject({ type: 'wrong-expected-version', actualVersion: -1n });
    expect(await failureOf(session.client.deleteStream(stream, { expectedRevision: 'no_stream' }))).toMatchObject({ type: 'wrong-expected-version' });
  });

  it('leaves the events in $all', async () => {
    await session.client.appendToStream(stream, events(2));
    await session.client.deleteStream(stream);
    const left = (await all(session.client.readAll())).filter(({ event }) => event?.streamId === stream);
    expect(left).toHaveLength(2);
  });

  it('is undone by an append, which writes to the metastream where the stream begins now', async () => {
    await session.client.appendToStream(stream, events(2));
    await session.client.deleteStream(stream);
    await session.client.appendToStream(stream, events(1));
    expect((await session.client.getStreamMetadata(stream)).metadata).toMatchObject({ truncateBefore: 2 });
  });

  it('for ever takes the metastream along', async () => {
    await session.client.appendToStream(stream, events(1));
    await session.client.tombstoneStream(stream);
    expect(await failureOf(session.client.tombstoneStream(stream))).toMatchObject({ type: 'stream-deleted' });
    expect(await failureOf(session.client.getStreamMetadata(stream))).toMatchObject({ type: 'stream-deleted' });
  });
});
