import type { Commit, Fence, ReadModelStore } from '#read-models';

/** A store to which nothing is committed once the work has another owner. */
export function fencedStore(store: ReadModelStore, fence: Fence): ReadModelStore {
  return withOwn(store, { commit: (commit) => store.commit({ ...commit, fence }) });
}

/**
 * A fenced store whose commits are whole, for folds whose documents hold each other up, as the identity graph does; every other fold skips what it has taken in.
 * Whoever asks for a checkpoint is about to go on from there: a commit that failed, and of which some may stand, is finished first.
 */
export function wholeStore(fenced: ReadModelStore): ReadModelStore {
  let unfinished: Commit | undefined;
  const commit = async (each: Commit): Promise<void> => {
    unfinished = { ...each, whole: true };
    await fenced.commit(unfinished);
    unfinished = undefined;
  };
  const checkpoint: ReadModelStore['checkpoint'] = async (name) => {
    if (unfinished) await commit(unfinished);
    return fenced.checkpoint(name);
  };
  return withOwn(fenced, { commit, checkpoint });
}

function withOwn(store: ReadModelStore, own: Partial<ReadModelStore>): ReadModelStore {
  return new Proxy(store, {
    get: (target, name): unknown => {
      if (name in own) return Reflect.get(own, name);
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
