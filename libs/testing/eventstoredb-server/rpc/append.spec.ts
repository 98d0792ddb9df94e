import { randomUUID } from 'node:crypto';
import { type AppendToStreamOptions, jsonEvent } from '@eventstore/db-client';
import { all, anEvent, events, failureOf, openSession, type Session } from '../test-kit/session';

/** The client appends over BatchAppend, and over Append when a call has credentials of its own. */
const CALLS: readonly [string, AppendToStreamOptions][] = [['BatchAppend', {}], ['Append', { credentials: { username: 'any', password: 'any' } }]];

describe.each(CALLS)('%s', (_name, call) => {
  let session: Session;
  beforeAll(async () => (session = await openSession()));
  afterAll(() => session.close());

  const append = (stream: string, list = [anEvent()], expectedRevision: NonNullable<AppendToStreamOptions['expectedRevision']> = 'any') => session.client.appendToStream(stream, list, { ...call, expectedRevision });
  const newStream = () => `stream-${randomUUID()}`;

  it('answers with the revision and the position of the last event', async () => {
    const stream = newStream();
    const { nextExpectedRevision, position } = await append(stream, events(3), 'no_stream');
    const read = await all(session.client.readStream(stream));
    expect(nextExpectedRevision).toBe(2n);
    expect(read.map(({ event }) => event?.revision)).toEqual([0n, 1n, 2n]);
    expect(read.at(-1)?.event?.position).toEqual(position);
    expect(position?.commit).toBe(position?.prepare);
  });

  it('says which revision a stream is at when another was expected', async () => {
    const stream = newStream();
    await append(stream, events(2));
    expect(await failureOf(append(stream, events(1), 5n))).toMatchObject({ type: 'wrong-expected-version', expectedVersion: 5n, actualVersion: 1n });
    expect(await failureOf(append(newStream(), events(1), 'stream_exists'))).toMatchObject({ type: 'wrong-expected-version', actualVersion: 'no_stream' });
  });

  it('goes on at the next revision after a soft deletion, which hides what was before', async () => {
    const stream = newStream();
    await append(stream, events(3));
    await session.client.deleteStream(stream);
    expect(await failureOf(append(stream, events(1), 'stream_exists'))).toMatchObject({ type: 'stream-deleted' });
    expect(await failureOf(all(session.client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
    expect((await append(stream, events(1), 'no_stream')).nextExpectedRevision).toBe(3n);
    expect((await all(session.client.readStream(stream))).map(({ event }) => event?.revision)).toEqual([3n]);
  });

  it('never again takes events for a tombstoned stream', async () => {
    const stream = newStream();
    await session.client.tombstoneStream(stream);
    expect(await failureOf(append(stream))).toMatchObject({ type: 'stream-deleted' });
  });

  it('counts only data towards the limit of 1,048,576 bytes', async () => {
    const ofSize = (size: number) => jsonEvent({ type: 'sized', data: 'x'.repeat(size - 2) });
    expect((await append(newStream(), [ofSize(1_048_576)])).success).toBe(true);
    expect((await append(newStream(), [jsonEvent({ type: 'sized', data: {}, metadata: { much: 'x'.repeat(2_000_000) } })])).success).toBe(true);
    expect(await failureOf(append(newStream(), [ofSize(1_048_576), ofSize(3)]))).toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 1_048_576 });
  });

  it('keeps answering after an answer that was no', async () => {
    const stream = newStream();
    const outcomes = await Promise.allSettled([append(stream, events(1), 7n), append(stream, events(1), 'no_stream'), append(stream, events(1), 0n)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });
});
