import { describeOn } from '#testing/engines';
import type { Commit } from '../read-model-store';
import { PEOPLE, stored } from '../conformance/subject';
import type { MongoReadModelStore } from './mongo-read-model-store';
import { TestDatabase } from './test-database';

const LONG = 60_000;
const of = (epoch: number, position: bigint): Commit => ({ writes: [{ collection: PEOPLE.id, put: [stored('a', { age: Number(position) }, { position })] }], checkpoints: { live: position }, settings: { by: { position: Number(position) }, gone: null }, fence: { lease: 'folding', epoch } });

/** Holds a process where it is about to do something, as a long garbage collection would. */
function pausedBefore(store: MongoReadModelStore, part: 'values' | 'writer', step: string): { reached: Promise<void>; goOn: () => void; never: () => void } {
  const target = Reflect.get(store, part) as Record<string, (...values: unknown[]) => Promise<unknown>>;
  const original = target[step]?.bind(target);
  let goOn = (): void => undefined;
  let never = (): void => undefined;
  const gate = new Promise<void>((resolve, reject) => {
    goOn = resolve;
    never = (): void => reject(new Error('the machine stopped'));
  });
  const reached = new Promise<void>((resolve) => {
    jest.spyOn(target, step).mockImplementationOnce(async (...values) => {
      resolve();
      await gate;
      return original?.(...values);
    });
  });
  return { reached, goOn, never };
}

describeOn('mongodb', 'a process that was paused while another took over, in MongoDB', (url) => {
  let database: TestDatabase;
  let late: MongoReadModelStore;
  let next: MongoReadModelStore;
  beforeEach(async () => {
    database = new TestDatabase(url);
    [late, next] = [await database.open(), await database.open()];
    await late.ensure(PEOPLE);
    await late.commit({ settings: { gone: { yet: false } } });
    await late.acquire('folding', 'late', LONG);
  });
  afterEach(() => database.remove());

  const left = async (): Promise<unknown[]> => [await next.checkpoint('live'), await next.setting('by'), await next.setting('gone')];
  const takeOver = async (): Promise<void> => {
    await next.release('folding', 'late');
    expect(await next.acquire('folding', 'next', LONG)).toBe(2);
  };

  it('before its documents were written, finds itself fenced: nothing of its checkpoint applies', async () => {
    const pause = pausedBefore(late, 'writer', 'write');
    const committing = late.commit(of(1, 5n));
    await pause.reached;
    await takeOver();
    await next.commit(of(2, 7n));
    pause.goOn();
    await expect(committing).rejects.toMatchObject({ code: 'RAPPORT_FENCED' });
    expect(await left()).toEqual([7n, { position: 7 }, undefined]);
    expect((await next.get(PEOPLE.id, ['a'])).get('a')?.document).toEqual({ age: 7 });
  });

  it('before its documents were written, finds itself fenced where the new reign has written nothing yet', async () => {
    const pause = pausedBefore(late, 'writer', 'write');
    const committing = late.commit(of(1, 5n));
    await pause.reached;
    await takeOver();
    pause.goOn();
    await expect(committing).rejects.toMatchObject({ code: 'RAPPORT_FENCED' });
    expect(await left()).toEqual([undefined, undefined, { yet: false }]);
  });

  it('after its commit was written down, has it applied for it before the new reign begins, and changes nothing when it wakes', async () => {
    const pause = pausedBefore(late, 'values', 'setOnce');
    const committing = late.commit(of(1, 5n));
    await pause.reached;
    expect(await left()).toEqual([undefined, undefined, { yet: false }]);
    await takeOver();
    expect(await left()).toEqual([5n, { position: 5 }, undefined]);
    await next.commit({ ...of(2, 7n), settings: { gone: { back: true } } });
    pause.goOn();
    await committing;
    expect(await left()).toEqual([7n, { position: 5 }, { back: true }]);
  });

  it('after its commit was written down, leaves alone what was set without a lease since', async () => {
    const pause = pausedBefore(late, 'values', 'setOnce');
    const committing = late.commit(of(1, 5n));
    await pause.reached;
    await takeOver();
    await next.commit({ checkpoints: { live: 2n }, settings: { by: null, gone: { back: true } } });
    pause.goOn();
    await committing;
    expect(await left()).toEqual([2n, undefined, { back: true }]);
  });

  it('and ended there, leaves a commit that its own next one, or another store of the same reign, applies first', async () => {
    const pause = pausedBefore(late, 'values', 'setOnce');
    const committing = late.commit(of(1, 5n)).catch(() => undefined);
    await pause.reached;
    pause.never();
    await committing;
    expect(await left()).toEqual([undefined, undefined, { yet: false }]);
    await next.commit({ checkpoints: { other: 6n }, fence: { lease: 'folding', epoch: 1 } });
    expect([...(await left()), await next.checkpoint('other')]).toEqual([5n, { position: 5 }, undefined, 6n]);
  });
});
