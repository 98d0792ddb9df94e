import type { ReadModelStore } from '#read-models';

/** A store that is opened when it is first needed, and tried again at each call while it cannot be: what needs it fails with the reason, and the rest of the house stands. */
export function storeWhenItCan(open: () => ReadModelStore): ReadModelStore {
  let store: ReadModelStore | undefined;
  const call = (name: string, values: readonly unknown[]): Promise<unknown> =>
    new Promise((done) => {
      if (name !== 'close') store ??= open();
      const method: unknown = store && Reflect.get(store, name);
      done(typeof method === 'function' ? Reflect.apply(method, store, values) : method);
    });
  return new Proxy({ atomic: true } as ReadModelStore, {
    get: (target, name): unknown => (name === 'atomic' ? target.atomic : typeof name === 'string' && name !== 'then' ? (...values: unknown[]): Promise<unknown> => call(name, values) : undefined),
  });
}
