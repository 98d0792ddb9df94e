import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type PersistentSubscriptionToStream, persistentSubscriptionToStreamSettingsFromDefaults, type PARK, RETRY, SKIP, START } from '@eventstore/db-client';
import { events, failureOf, openSession, type Session } from '../test-kit/session';

const A_MOMENT = 100;

describe('a persistent subscription', () => {
  let session: Session;
  let stream: string;
  beforeAll(async () => (session = await openSession()));
  afterAll(() => session.close());
  beforeEach(async () => {
    stream = `stream-${randomUUID()}`;
    await session.client.appendToStream(stream, events(4));
  });

  const create = (settings: object = {}) => session.client.createPersistentSubscriptionToStream(stream, 'group', persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START, ...settings }));
  /** What it is given, as revision × retries, and how it ended. */
  function listen(subscription: PersistentSubscriptionToStream, answer: (revision: number, retries: number) => 'ack' | 'none' | typeof RETRY | typeof PARK | typeof SKIP): string[] {
    const heard: string[] = [];
    subscription.on('data', (resolved) => {
      const revision = Number(resolved.event?.revision);
      heard.push(`${revision}×${resolved.retryCount}`);
      const said = answer(revision, resolved.retryCount);
      if (said === 'ack') void subscription.ack(resolved);
      else if (said !== 'none') void subscription.nack(said, 'because', resolved);
    });
    subscription.on('error', (error) => heard.push((error as { type?: string }).type ?? error.message));
    return heard;
  }
  const join = (answer: Parameters<typeof listen>[1]) => listen(session.client.subscribeToPersistentSubscriptionToStream(stream, 'group'), answer);

  it('hands out each event, and what is acknowledged does not come again', async () => {
    await create();
    const first = session.client.subscribeToPersistentSubscriptionToStream(stream, 'group');
    const heard = listen(first, () => 'ack');
    await wait(A_MOMENT);
    await first.unsubscribe();
    await session.client.appendToStream(stream, events(1));
    const later = join(() => 'ack');
    await wait(A_MOMENT);
    expect([heard, later]).toEqual([['0×0', '1×0', '2×0', '3×0'], ['4×0']]);
  });

  it('tries again as often as it may, then parks; skips; and replays what is parked', async () => {
    await create({ maxRetryCount: 2 });
    let handles = false;
    const heard = join((revision) => (revision === 0 && !handles ? RETRY : revision === 1 ? SKIP : 'ack'));
    await wait(A_MOMENT);
    expect(heard.filter((each) => each.startsWith('0'))).toEqual(['0×0', '0×1', '0×2']);
    expect((await session.client.getPersistentSubscriptionToStreamInfo(stream, 'group')).stats.parkedMessageCount).toBe(1n);
    handles = true;
    await session.client.replayParkedMessagesToStream(stream, 'group');
    await wait(A_MOMENT);
    expect(heard.at(-1)).toBe('0×0');
  });

  it('gives an event again that nobody answered for in time', async () => {
    await create({ messageTimeout: 150 });
    const heard = join((revision, retries) => (revision === 3 && retries === 0 ? 'none' : 'ack'));
    await wait(400);
    expect(heard).toEqual(['0×0', '1×0', '2×0', '3×0', '3×1']);
  });

  it('exists once, ends with its group, and is not joined where there is none', async () => {
    await create();
    expect(await failureOf(create())).toMatchObject({ type: 'persistent-subscription-exists' });
    const heard = join(() => 'none');
    await wait(A_MOMENT);
    await session.client.deletePersistentSubscriptionToStream(stream, 'group');
    await wait(A_MOMENT);
    expect(heard.at(-1)).toBe('persistent-subscription-dropped');
    expect(join(() => 'none')).toEqual([]);
    expect(await failureOf(session.client.deletePersistentSubscriptionToStream(stream, 'group'))).toMatchObject({ type: 'persistent-subscription-does-not-exist' });
  });
});
