import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { END, type ReadRevision, START, streamNameFilter, type StreamSubscription } from '@eventstore/db-client';
import { anEvent, all, events, failureOf, openSession, type Session } from '../test-kit/session';

/** Long enough for what would come to have come. */
const A_MOMENT = 100;

describe('a subscription', () => {
  let session: Session;
  let stream: string;
  beforeEach(async () => {
    session = await openSession();
    stream = `stream-${randomUUID()}`;
  });
  afterEach(() => session.close());

  const append = (count: number) => session.client.appendToStream(stream, events(count));

  /** What it gives, in order, as it comes. */
  function listen(subscription: StreamSubscription): (number | string)[] {
    const heard: (number | string)[] = [];
    subscription.on('confirmation', () => heard.push('confirmed'));
    subscription.on('caughtUp', () => heard.push('caught up'));
    subscription.on('data', ({ event }) => heard.push(Number(event?.revision)));
    subscription.on('error', (error) => heard.push((error as { type?: string }).type ?? error.message));
    return heard;
  }

  async function heardFrom(fromRevision: ReadRevision, ...steps: (() => Promise<unknown>)[]): Promise<(number | string)[]> {
    const subscription = session.client.subscribeToStream(stream, { fromRevision });
    const heard = listen(subscription);
    await wait(A_MOMENT);
    for (const step of steps) {
      await step();
      await wait(A_MOMENT);
    }
    return heard;
  }

  it('to a stream begins after the revision given, says when it has caught up, and goes on', async () => {
    await append(3);
    expect(await heardFrom(0n, () => append(1))).toEqual(['confirmed', 1, 2, 'caught up', 3]);
    expect(await heardFrom(END, () => append(1))).toEqual(['confirmed', 'caught up', 4]);
    expect(await heardFrom(500n, () => append(1))).toEqual(['confirmed', 'caught up']);
  });

  it('to a stream that is not there says that it has caught up after the first events only', async () => {
    expect(await heardFrom(START, () => append(2))).toEqual(['confirmed', 0, 1, 'caught up']);
  });

  it('outlives a soft deletion and ends with a tombstone', async () => {
    await append(1);
    expect(await heardFrom(START, () => session.client.deleteStream(stream), () => append(1), () => session.client.tombstoneStream(stream))).toEqual(['confirmed', 0, 'caught up', 1, Number(2n ** 63n - 1n), 'stream-deleted']);
    expect(await heardFrom(START)).toEqual(['stream-deleted']);
  });

  it('to $all begins after the position given', async () => {
    await append(3);
    const [, second] = await all(session.client.readStream(stream));
    const heard = listen(session.client.subscribeToAll({ fromPosition: second!.event!.position! }));
    await wait(A_MOMENT);
    expect(heard).toEqual(['confirmed', 2, 'caught up']);
  });

  it('with a filter hears while catching up how far the log was looked at, with 0 for prepare where nothing matched', async () => {
    await append(1);
    const [first] = await all(session.client.readStream(stream));
    await session.client.appendToStream('noise', events(70));
    const noise = await all(session.client.readStream('noise'));
    const commits = noise.map(({ event }) => event!.position!.commit);
    const checkpoints: { commit: bigint; prepare: bigint }[] = [];
    const filter = streamNameFilter({ prefixes: [stream], maxSearchWindow: 32, checkpointInterval: 1, checkpointReached: async (_, position) => void checkpoints.push(position) });
    const heard = listen(session.client.subscribeToAll({ fromPosition: first!.event!.position!, filter }));
    await wait(A_MOMENT);
    expect(heard).toEqual(['confirmed', 'caught up']);
    expect(checkpoints).toEqual([{ commit: commits[0], prepare: 0n }, { commit: commits[32], prepare: 0n }]);
    await session.client.appendToStream('noise', events(26));
    await wait(A_MOMENT);
    const last = (await all(session.client.readStream('noise', { fromRevision: 95n })))[0]!.event!.position!;
    expect(checkpoints.slice(2)).toEqual([last]);
  });

  it('begins at a checkpoint with the event after its commit position', async () => {
    await append(3);
    const [, second] = await all(session.client.readStream(stream));
    const heard = listen(session.client.subscribeToAll({ fromPosition: { commit: second!.event!.position!.commit, prepare: 0n } }));
    await wait(A_MOMENT);
    expect(heard).toEqual(['confirmed', 2, 'caught up']);
  });

  it('that is live is dropped when more waits for it than it takes, after events without gaps', async () => {
    const subscription = session.client.subscribeToStream(stream, { fromRevision: END });
    const heard = listen(subscription);
    await wait(A_MOMENT);
    await append(5_000);
    await wait(A_MOMENT);
    const received = heard.filter((each) => typeof each === 'number');
    expect(received).toEqual([...Array(received.length).keys()]);
    expect(received.length).toBeLessThan(5_000);
    expect(heard.at(-1)).toBe('timeout');
  });

  it('that is catching up is waited for', async () => {
    for (let batch = 0; batch < 3; batch++) await append(2_000);
    const subscription = session.client.subscribeToStream(stream, { fromRevision: START });
    let count = 0;
    for await (const _event of subscription) {
      if (count === 10) await wait(A_MOMENT);
      if (++count === 6_000) break;
    }
    expect(count).toBe(6_000);
  });

  it('can be dropped on demand', async () => {
    const failed = failureOf(new Promise((_resolve, reject) => session.client.subscribeToStream(stream, { fromRevision: END }).on('error', reject).on('data', () => undefined)));
    await wait(A_MOMENT);
    expect(session.server.abortLiveSubscriptions()).toBe(1);
    expect(await failed).toMatchObject({ type: 'timeout', code: 10 });
  });

  it('with more than one subscriber gives each of them everything', async () => {
    const heard = [1, 2].map(() => listen(session.client.subscribeToStream(stream, { fromRevision: START })));
    await wait(A_MOMENT);
    for (let n = 0; n < 50; n++) await session.client.appendToStream(stream, anEvent());
    await wait(A_MOMENT);
    for (const one of heard) expect(one.filter((each) => typeof each === 'number')).toEqual([...Array(50).keys()]);
  });
});
