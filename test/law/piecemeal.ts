import type { Commit, ReadModelStore } from '#read-models';

/** A store as an engine without transactions over documents is: each write for itself, in the order given, then the rest. A crash may come between any two, but in a commit that is whole. */
export function piecemeal(store: ReadModelStore): ReadModelStore {
  const commit = async ({ writes = [], ...rest }: Commit): Promise<void> => {
    if (rest.whole === true) return store.commit({ writes, ...rest });
    for (const { collection, put = [], remove = [] } of writes) {
      const half = Math.ceil(put.length / 2);
      for (const part of [put.slice(0, half), put.slice(half)]) if (part.length > 0) await store.commit({ writes: [{ collection, put: part }] });
      if (remove.length > 0) await store.commit({ writes: [{ collection, remove }] });
    }
    await store.commit(rest);
  };
  return new Proxy(store, {
    get: (target, name): unknown => {
      if (name === 'commit') return commit;
      if (name === 'atomic') return false;
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
