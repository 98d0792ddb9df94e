import type { Commit, ReadModelStore } from '../read-model-store';
import { PEOPLE, stored, type Subject } from './subject';

const LONG = 60_000;
const fenced = { code: 'RAPPORT_FENCED' };

/** What a reign leaves: a checkpoint, settings that it made, and one that it took away. */
function commitOf(epoch: number, position: bigint, more: Commit = {}): Commit {
  return { checkpoints: { live: position }, settings: { by: { position: Number(position) }, gone: null }, fence: { lease: 'folding', epoch }, ...more };
}

async function left(store: ReadModelStore): Promise<unknown[]> {
  return [await store.checkpoint('live'), await store.setting('by'), await store.setting('gone')];
}

/** The lease changes hands: a new reign begins. */
async function hand(store: ReadModelStore, from: string, to: string): Promise<number | undefined> {
  await store.release('folding', from);
  return store.acquire('folding', to, LONG);
}

export function fences(subject: Subject): void {
  beforeEach(async () => {
    await subject.store.commit({ settings: { gone: { yet: false } } });
    await subject.store.acquire('folding', 'one', LONG);
  });

  it('let through what the present reign commits, as often as it likes', async () => {
    for (const position of [5n, 6n, 3n]) {
      await subject.store.commit(commitOf(1, position, { writes: [{ collection: PEOPLE.id, put: [stored('a', { age: Number(position) }, { position })] }] }));
      expect(await left(subject.store)).toEqual([position, { position: Number(position) }, undefined]);
    }
    expect((await subject.store.get(PEOPLE.id, ['a'])).get('a')?.document).toEqual({ age: 6 });
  });

  it('refuse whatever an earlier reign commits: no checkpoint and no setting of it applies', async () => {
    await subject.store.commit(commitOf(1, 5n));
    expect(await hand(subject.store, 'one', 'other')).toBe(2);
    await expect(subject.store.commit(commitOf(1, 6n))).rejects.toMatchObject(fenced);
    await expect(subject.store.commit(commitOf(1, 6n, { settings: {} }))).rejects.toMatchObject(fenced);
    await expect(subject.store.commit({ settings: { by: null }, fence: { lease: 'folding', epoch: 1 } })).rejects.toMatchObject(fenced);
    await expect(subject.store.commit({ fence: { lease: 'folding', epoch: 1 } })).rejects.toMatchObject(fenced);
    expect(await left(subject.store)).toEqual([5n, { position: 5 }, undefined]);
    await subject.store.commit(commitOf(2, 7n));
    await expect(subject.store.commit(commitOf(1, 8n))).rejects.toMatchObject(fenced);
    expect(await left(subject.store)).toEqual([7n, { position: 7 }, undefined]);
  });

  it('refuse a reign that never was', async () => {
    await expect(subject.store.commit(commitOf(2, 5n))).rejects.toMatchObject(fenced);
    await expect(subject.store.commit({ checkpoints: { live: 5n }, fence: { lease: 'never', epoch: 1 } })).rejects.toMatchObject(fenced);
    expect(await left(subject.store)).toEqual([undefined, undefined, { yet: false }]);
  });

  it('let through what is committed after the lease was let go, while nobody else has taken it', async () => {
    await subject.store.release('folding', 'one');
    await subject.store.commit(commitOf(1, 5n));
    expect(await left(subject.store)).toEqual([5n, { position: 5 }, undefined]);
  });

  it('name the work that has another owner, and nothing else', async () => {
    await hand(subject.store, 'one', 'other');
    await expect(subject.store.commit(commitOf(1, 5n))).rejects.toMatchObject({ message: 'folding has another owner by now' });
  });

  it('let no document of an earlier reign win over a later one\'s', async () => {
    await hand(subject.store, 'one', 'other');
    const write = (position: bigint, age: number): Commit => ({ writes: [{ collection: PEOPLE.id, put: [stored('a', { age }, { position })] }] });
    await subject.store.commit({ ...write(20n, 2), fence: { lease: 'folding', epoch: 2 } });
    await expect(subject.store.commit(commitOf(1, 19n, write(19n, 1)))).rejects.toMatchObject(fenced);
    expect((await subject.store.get(PEOPLE.id, ['a'])).get('a')?.document).toEqual({ age: 2 });
  });

  it('let a commit that is whole take place with all its documents, or leave none of them', async () => {
    const { store } = subject;
    const whole = (epoch: number, position: bigint): Commit => commitOf(epoch, position, { whole: true, writes: [{ collection: PEOPLE.id, put: ['a', 'b'].map((key) => stored(key, { age: Number(position) }, { position })) }, { collection: PEOPLE.id, remove: ['b'] }] });
    await store.commit(whole(1, 5n));
    const ages = async (): Promise<unknown[]> => [...(await store.get(PEOPLE.id, ['a', 'b']))].map(([key, { document }]) => [key, document]);
    expect([await ages(), await left(store)]).toEqual([[['a', { age: 5 }]], [5n, { position: 5 }, undefined]]);
    await hand(store, 'one', 'other');
    await expect(store.commit(whole(1, 6n))).rejects.toMatchObject(fenced);
    expect([await ages(), await left(store)]).toEqual([[['a', { age: 5 }]], [5n, { position: 5 }, undefined]]);
    await store.commit({ ...whole(2, 7n), checkpoints: {}, settings: {} });
    expect([await ages(), await left(store)]).toEqual([[['a', { age: 7 }]], [5n, { position: 5 }, undefined]]);
  });

  it('leave what other leases and nobody at all write to the same names alone', async () => {
    const { store } = subject;
    await store.commit(commitOf(1, 5n));
    await store.commit({ checkpoints: { live: 3n }, settings: { by: { nobody: true } } });
    expect(await left(store)).toEqual([3n, { nobody: true }, undefined]);
    await store.acquire('other work', 'other', LONG);
    await store.commit({ checkpoints: { live: 4n }, settings: { gone: { back: true } }, fence: { lease: 'other work', epoch: 1 } });
    await hand(store, 'one', 'two');
    expect(await left(store)).toEqual([4n, { nobody: true }, { back: true }]);
    await store.commit({ settings: { by: null } });
    expect(await store.settings('b')).toEqual(new Map());
    await store.commit(commitOf(2, 9n));
    expect(await left(store)).toEqual([9n, { position: 9 }, undefined]);
  });

  it('leave nothing between: a commit under way while the reign changes has taken place when the new one begins, or never will', async () => {
    const beside = await subject.beside();
    let owner = 'one';
    for (let epoch = 1; epoch <= 30; epoch++) {
      const other = owner === 'one' ? 'other' : 'one';
      const before = await left(subject.store);
      const committing = subject.store.commit(commitOf(epoch, BigInt(1_000 + epoch), { writes: [{ collection: PEOPLE.id, put: [stored('a', { age: epoch }, { position: BigInt(epoch) })] }] }))
        .then(() => true, (error: unknown) => {
          expect(error).toMatchObject(fenced);
          return false;
        });
      for (let pause = 0; pause < epoch % 8; pause++) await new Promise((resolve) => setImmediate(resolve));
      expect(await hand(beside, owner, other)).toBe(epoch + 1);
      const begun = await left(beside);
      const done = await committing;
      expect(begun).toEqual(done ? [BigInt(1_000 + epoch), { position: 1_000 + epoch }, undefined] : before);
      expect(await left(beside)).toEqual(begun);
      expect(await left(subject.store)).toEqual(begun);
      owner = other;
    }
  });
}
