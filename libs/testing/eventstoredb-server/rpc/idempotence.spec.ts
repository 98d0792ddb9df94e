import { randomUUID } from 'node:crypto';
import { type AppendResult } from '@eventstore/db-client';
import { all, anEvent, events, failureOf, openSession, type Session } from '../test-kit/session';

describe('an append that is repeated', () => {
  let session: Session;
  let stream: string;
  beforeAll(async () => (session = await openSession({ recentIds: 100 })));
  afterAll(() => session.close());
  beforeEach(() => {
    stream = `stream-${randomUUID()}`;
    session.server.loseIdempotenceMemory();
  });

  const append = (ids: readonly string[], expectedRevision: 'any' | 'no_stream' | 'stream_exists' | bigint = 'any'): Promise<AppendResult> => session.client.appendToStream(stream, ids.map((id) => anEvent(id)), { expectedRevision });
  const ids = (count: number) => Array.from({ length: count }, () => randomUUID());
  const length = async () => (await all(session.client.readStream(stream))).length;

  it.each(['any', 'no_stream'] as const)('under %s is answered with the original revision and position, and not written', async (expected) => {
    const sent = ids(2);
    const first = await append(sent, expected);
    await append(ids(3));
    expect(await append(sent, expected)).toEqual(first);
    expect(await length()).toBe(5);
  });

  it('under the exact revision is answered so too', async () => {
    await append(ids(3));
    const sent = ids(2);
    const first = await append(sent, 2n);
    expect(await append(sent, 2n)).toEqual(first);
    expect(await length()).toBe(5);
  });

  it('is written again under any and stream_exists once its ids are forgotten, never under no_stream and an exact revision', async () => {
    const [one, two] = [ids(1), ids(1)];
    await append(one, 'no_stream');
    await append(two, 0n);
    await session.client.appendToStream('elsewhere', events(100));
    await append(one, 'no_stream');
    await append(two, 0n);
    expect(await length()).toBe(2);
    await append(one, 'any');
    await append(two, 'stream_exists');
    expect(await length()).toBe(4);
  });

  it('is refused when known ids come before new ones, and written when they come after', async () => {
    const [a, b] = ids(2) as [string, string];
    await append([a, b]);
    expect(await failureOf(append([a, randomUUID()]))).toMatchObject({ type: 'wrong-expected-version', actualVersion: 1n, expectedVersion: 'any' });
    expect((await append([randomUUID(), a])).nextExpectedRevision).toBe(3n);
  });

  it('is told by its ids in that stream, whatever its data', async () => {
    const [a] = ids(1) as [string];
    await append([a]);
    await session.client.appendToStream(stream, anEvent(a, 'otherwise'));
    expect((await all(session.client.readStream(stream))).map(({ event }) => event?.type)).toEqual(['happened']);
    await session.client.appendToStream(`${stream}-other`, anEvent(a));
    expect(await all(session.client.readStream(`${stream}-other`))).toHaveLength(1);
  });
});
