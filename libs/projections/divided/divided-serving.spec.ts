import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { START } from '#kernel';
import type { ReadModelStore } from '#read-models';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { defineProjection } from '../law/define-projection';
import { ProjectionCatalogue } from '../live/catalogue';
import { checkpointName, servedOf } from '../live/generations';
import { PARKED } from '../live/parking';
import { DividedServing } from './divided-serving';
import { exclusively } from './exclusively';
import { territories, type Territory } from './territory';
import { WANTED, wanting } from './wanted';

const counting = defineProjection({ name: 'count', version: 1, summary: 'How many', initial: () => ({ count: 0 }), onAny: (state) => { state.count += 1; }, view: ({ count }) => ({ count }) });
const catalogue = new ProjectionCatalogue([counting]);
const FIRST = 'count@1.1';

describe('territories that switch to a generation', () => {
  const [one, other] = territories(2) as [Territory, Territory];
  let folder: string;
  let store: ReadModelStore;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rapport-serving-'));
    store = new EmbeddedReadModelStore({ file: join(folder, 'read-models.db') });
    await store.ensure(PARKED);
    await new DividedServing({ store, catalogue, territory: one }).reconcile();
    await store.commit({ checkpoints: { [checkpointName(FIRST, one)]: START, [checkpointName(FIRST, other)]: START } });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  /** The store as one territory has it, where after a call of the name something happens elsewhere. */
  const interrupted = (name: 'settings' | 'ensure', elsewhere: () => Promise<unknown>): ReadModelStore => {
    let happened = false;
    return new Proxy(store, {
      get: (target, key): unknown => {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        if (key !== name) return member.bind(target) as unknown;
        return async (...values: unknown[]): Promise<unknown> => {
          const answer: unknown = await member.apply(target, values);
          if (!happened) {
            happened = true;
            await elsewhere();
          }
          return answer;
        };
      },
    });
  };
  const collections = async (): Promise<string[]> => (await store.collections()).map(({ id }) => id).filter((id) => id.startsWith('count@'));

  it('do not want another because one of them has switched while the first was looking', async () => {
    await new DividedServing({ store: interrupted('settings', () => new DividedServing({ store, catalogue, territory: other }).reconcile()), catalogue, territory: one }).reconcile();
    expect((await servedOf(store, 'count'))?.collection).toBe(FIRST);
    expect((await store.settings(WANTED)).size).toBe(0);
    expect(await collections()).toEqual([FIRST]);
  });

  it('let whoever wants the next generation come after the switch, however long it takes', async () => {
    const next = 'count@1.2';
    const order: string[] = [];
    const wantNext = (): Promise<unknown> => exclusively(store, 'count', async () => {
      order.push('wanted');
      await store.ensure({ id: next, fields: {} });
      await store.commit({ settings: wanting(counting, next, 5n) });
    }, 5_000);
    let coming: Promise<unknown> | undefined;
    const slow = new Proxy(store, {
      get: (target, key): unknown => {
        const member: unknown = Reflect.get(target, key);
        if (key !== 'setting' || typeof member !== 'function') return typeof member === 'function' ? (member.bind(target) as unknown) : member;
        return async (...values: unknown[]): Promise<unknown> => {
          const answer: unknown = await member.apply(target, values);
          coming ??= wantNext();
          await new Promise((resolve) => setTimeout(resolve, 60));
          order.push('read');
          return answer;
        };
      },
    });
    await new DividedServing({ store: slow, catalogue, territory: other }).reconcile();
    await coming;
    expect(order.slice(-1)).toEqual(['wanted']);
    expect((await servedOf(store, 'count'))?.collection).toBe(FIRST);
    expect([...(await store.settings(WANTED)).values()]).toMatchObject([{ collection: next }]);
  });

  it('leave a switch to the next look where another is at it', async () => {
    await exclusively(store, 'count', () => new DividedServing({ store, catalogue, territory: other }).reconcile());
    expect(await servedOf(store, 'count')).toBeUndefined();
    await new DividedServing({ store, catalogue, territory: other }).reconcile();
    expect((await servedOf(store, 'count'))?.collection).toBe(FIRST);
  });

  it('leave alone what has just been made and is not wanted yet', async () => {
    const next = 'count@1.2';
    const serving = new DividedServing({ store: interrupted('settings', () => store.ensure({ id: next, fields: {} })), catalogue, territory: other });
    await serving.reconcile();
    expect((await servedOf(store, 'count'))?.collection).toBe(FIRST);
    expect(await collections()).toEqual([FIRST, next]);
  });
});
