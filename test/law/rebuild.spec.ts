import type { ProjectionStatus } from '#projections';
import type { HistoryStep, Runner } from '#projections/test-kit';
import type { ReadModelStore } from '#read-models';
import { onFreshEngines } from './on-fresh-engines';

const CUSTOMERS = 1_800;
const people = (from: number, to: number): HistoryStep[] => Array.from({ length: to - from }, (_, index): HistoryStep => ({ kind: 'touch', type: 'commerce.order-completed', identities: [{ kind: 'user-id', value: `u${String(from + index)}` }], offset: -index * 60_000, order: 1 + (index % 4), total: 10, category: index % 3, repeat: false }));
const statusOf = (projector: Runner, name: string): ProjectionStatus | undefined => projector.status().projections.find((each) => each.name === name);

/** A store whose nth commit from now fails, as when the machine stops. */
function stoppingAt(store: ReadModelStore, commit: number): ReadModelStore {
  let left = commit;
  return new Proxy(store, {
    get: (target, name): unknown => {
      const member: unknown = Reflect.get(target, name);
      if (name === 'commit') return (...values: Parameters<ReadModelStore['commit']>): Promise<void> => (left-- <= 0 ? Promise.reject(new Error('the machine stopped')) : target.commit(...values));
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

describe('a rebuild', () => {
  it('that was interrupted goes on at the customer where it was, and takes in what was touched meanwhile', async () => {
    await onFreshEngines(async (bench, { store, projector }) => {
      await bench.perform(people(0, CUSTOMERS));
      const first = projector(stoppingAt(store, 3));
      void first.startRebuild('lifecycle-position').catch(() => undefined);
      await expect(first.catchUp()).rejects.toThrow('the machine stopped');
      await bench.perform(people(CUSTOMERS - 50, CUSTOMERS + 50));

      const second = projector(store);
      await second.catchUp();
      expect(statusOf(second, 'lifecycle-position')).toMatchObject({ state: 'live', rebuild: { state: 'done' } });
      expect(statusOf(second, 'lifecycle-position')?.rebuild?.processed).toBeLessThan(CUSTOMERS);
      expect(await bench.live()).toEqual(await bench.refolded());
    });
  }, 60_000);

  it('to another version is served from then on, and can be rolled back to what was before, brought up to date', async () => {
    await onFreshEngines(async (bench) => {
      await bench.perform(people(0, 60));
      const { runner } = bench;
      const before = statusOf(runner, 'lifecycle-position')?.collection;
      await Promise.all([runner.startRebuild('lifecycle-position', 2), runner.catchUp()]);
      await runner.catchUp();
      expect(statusOf(runner, 'lifecycle-position')).toMatchObject({ version: 2, state: 'live' });

      await bench.perform(people(40, 90));
      await Promise.all([runner.rollBack('lifecycle-position'), runner.catchUp()]);
      await runner.catchUp();
      expect(statusOf(runner, 'lifecycle-position')).toMatchObject({ version: 1, state: 'live', collection: before });
      expect(await bench.live()).toEqual(await bench.refolded());
    });
  }, 60_000);

  it('of a projection that has no earlier generation cannot be rolled back', async () => {
    await onFreshEngines(async (_bench, { store, projector }) => {
      const runner = projector(store);
      await runner.catchUp();
      const refused = expect(runner.rollBack('profile')).rejects.toMatchObject({ code: 'RAPPORT_NO_EARLIER_VERSION' });
      await runner.catchUp();
      await refused;
    });
  });
});
