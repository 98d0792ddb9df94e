import { useEffect, useRef, useState } from 'preact/hooks';
import { get, type Problem } from './api';
import { asProblem } from './resource';
import type { Page } from './shapes';

export interface PagedList<Item> {
  /** Undefined until the first page is there. */
  readonly items: readonly Item[] | undefined;
  readonly problem: Problem | undefined;
  readonly busy: boolean;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly reload: () => void;
  /** Puts in front what came by itself, once. */
  readonly prepend: (item: Item) => void;
}

interface Loaded<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** A list read page by page: `address` is its first page, `next` of each goes into `after`. The old list stays until the new one's first page is there. */
export function useList<Item>(address: string, keyOf: (item: Item) => string): PagedList<Item> {
  const [loaded, setLoaded] = useState<Loaded<Item> | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [busy, setBusy] = useState(true);
  const [turn, setTurn] = useState(0);
  const abort = useRef(new AbortController());

  const load = (after: string | undefined) => {
    const { signal } = abort.current;
    setBusy(true);
    get<Page<Item>>(after === undefined ? address : `${address}${address.includes('?') ? '&' : '?'}after=${encodeURIComponent(after)}`, { signal })
      .then(
        (page) => {
          if (signal.aborted) return;
          setProblem(undefined);
          setLoaded((last) => ({ items: after === undefined || last === undefined ? page.items : unique([...last.items, ...page.items], keyOf), next: page.next }));
        },
        (error: unknown) => {
          if (signal.aborted) return;
          setProblem(asProblem(error));
          if (after === undefined) setLoaded(undefined);
        },
      )
      .finally(() => {
        if (!signal.aborted) setBusy(false);
      });
  };

  useEffect(() => {
    abort.current = new AbortController();
    load(undefined);
    return () => abort.current.abort();
  }, [address, turn]);

  return {
    items: loaded?.items,
    problem,
    busy,
    hasMore: loaded?.next !== undefined,
    more: () => {
      if (!busy && loaded?.next !== undefined) load(loaded.next);
    },
    reload: () => setTurn((n) => n + 1),
    prepend: (item) => setLoaded((last) => last && { ...last, items: unique([item, ...last.items], keyOf) }),
  };
}

function unique<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
}
