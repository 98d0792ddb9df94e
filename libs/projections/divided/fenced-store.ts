import type { Commit, Fence, ReadModelStore } from '#read-models';

/** A store to which nothing is committed once the work has another owner. */
export function fencedStore(store: ReadModelStore, fence: Fence): ReadModelStore {
  return new Proxy(store, {
    get: (target, name): unknown => {
      if (name === 'commit') return (commit: Commit) => target.commit({ ...commit, fence });
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
