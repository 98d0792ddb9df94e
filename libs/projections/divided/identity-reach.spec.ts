import type { Position } from '#kernel';
import type { ReadModelStore } from '#read-models';
import { IDENTITY_CHECKPOINT } from '../live/served-collections';
import { IdentityReach } from './identity-reach';

class Checkpoints implements Pick<ReadModelStore, 'checkpoint' | 'commit'> {
  asked = 0;
  private position: Position | undefined;

  checkpoint(): Promise<Position | undefined> {
    this.asked += 1;
    return Promise.resolve(this.position);
  }

  commit({ checkpoints = {} }: Parameters<ReadModelStore['commit']>[0]): Promise<void> {
    this.position = checkpoints[IDENTITY_CHECKPOINT] ?? this.position;
    return Promise.resolve();
  }
}

const LONG = 60_000;
let store: Checkpoints;
let reach: IdentityReach;
let commit: (position: Position) => Promise<void>;
beforeEach(() => {
  store = new Checkpoints();
  reach = new IdentityReach(store);
  const overheard = reach.overheard(store as unknown as ReadModelStore);
  commit = (position) => overheard.commit({ checkpoints: { [IDENTITY_CHECKPOINT]: position } });
});

it('asks the store once for all who ask at the same time, and anew for who comes later', async () => {
  await store.commit({ checkpoints: { [IDENTITY_CHECKPOINT]: 7n } });
  expect(await Promise.all([reach.position(), reach.position(), reach.position()])).toEqual([7n, 7n, 7n]);
  expect(store.asked).toBe(1);
  await reach.position();
  expect(store.asked).toBe(2);
});

it('wakes who waits as soon as the stage of this process has come further', async () => {
  const waiting = reach.growth(0n, LONG);
  await commit(5n);
  await waiting;
  expect(await reach.position()).toBe(5n);
});

it('lets nobody wait for what was said before', async () => {
  await commit(5n);
  await reach.growth(4n, LONG);
});

it('is not held awake by a word that the store has taken back', async () => {
  await commit(5n);
  await store.commit({ checkpoints: { [IDENTITY_CHECKPOINT]: 2n } });
  expect(await reach.position()).toBe(2n);
  const begun = performance.now();
  await reach.growth(2n, 5);
  expect(performance.now() - begun).toBeGreaterThan(50);
});

it('is asked again after the time given where the stage runs elsewhere', async () => {
  const begun = performance.now();
  await reach.growth(0n, 5);
  expect(performance.now() - begun).toBeLessThan(90);
});
