/// <reference types="jest" />
import type { CollectionSpec, Find, JsonObject, ReadModelStore, StoredDocument } from '../read-model-store';

export interface ReadModelStoreUnderTest {
  readonly store: ReadModelStore;
  /** Closes the store, or lets it crash, and opens it again. Left out where the engine's caller cannot. */
  readonly reopen?: () => Promise<ReadModelStore>;
  /** Opens the same store a second time, as another process would. Left out where the engine serves one process alone. `close` closes it too. */
  readonly beside?: () => Promise<ReadModelStore>;
  close(): Promise<void>;
}

/** Opens a store that holds nothing. */
export type OpenReadModelStore = () => Promise<ReadModelStoreUnderTest>;

/** What a test works with: a store opened for it alone. */
export interface Subject {
  readonly store: ReadModelStore;
  /** Goes on with the store opened again; with the same one where the engine cannot. */
  reopen(): Promise<void>;
  /** The store as another process sees it; the same one where the engine serves one process alone. */
  beside(): Promise<ReadModelStore>;
}

/** A collection with a field of each type. */
export const PEOPLE: CollectionSpec = { id: 'people@1', fields: { age: 'number', name: 'text', 'last.seen': 'time', active: 'flag' } };
/** Another, joined by key. */
export const SCORES: CollectionSpec = { id: 'scores@2.1', fields: { score: 'number', band: 'text' } };

export function eachWithItsOwn(open: OpenReadModelStore): Subject {
  let store: ReadModelStore;
  let opened: ReadModelStoreUnderTest;
  beforeEach(async () => {
    opened = await open();
    store = opened.store;
    await store.ensure(PEOPLE);
    await store.ensure(SCORES);
  });
  afterEach(async () => {
    await opened.close();
  });
  return {
    get store(): ReadModelStore {
      return store;
    },
    reopen: async (): Promise<void> => {
      if (opened.reopen) store = await opened.reopen();
    },
    beside: (): Promise<ReadModelStore> => opened.beside?.() ?? Promise.resolve(store),
  };
}

export function stored(key: string, document: JsonObject | null, more: Partial<StoredDocument> = {}): StoredDocument {
  return { key, position: 1n, document, ...more };
}

export function put(store: ReadModelStore, documents: readonly StoredDocument[], collection = PEOPLE.id): Promise<void> {
  return store.commit({ writes: [{ collection, put: documents }] });
}

/** All pages of a find, of the size given. */
export async function pagesOf(store: ReadModelStore, query: Find): Promise<string[][]> {
  const pages: string[][] = [];
  let after = query.after;
  while (true) {
    const { keys, next } = await store.find({ ...query, ...(after ? { after } : {}) });
    if (keys.length > 0) pages.push([...keys]);
    if (!next) return pages;
    // As a page token carries it.
    after = JSON.parse(JSON.stringify(next)) as NonNullable<Find['after']>;
    if (pages.length > 10_000) throw new Error('the pages have no end');
  }
}
