import type { JsonObject } from '#read-models';
import type { Fold } from '../law/fold';
import type { Snapshots } from '../law/snapshots';

/** A fold that is at hand, with earlier states of it once a late event has shown that they pay. */
export interface CachedFold {
  fold: Fold;
  snapshots: Snapshots | undefined;
  /** The document as last written. */
  document: JsonObject | null;
  /** Characters of its stored form. */
  size: number;
}

/** The most characters of stored folds kept in memory. */
const BUDGET = 24_000_000;
const OVERHEAD = 200;

/** Folds by collection and customer, the least recently used dropped first. A cache only: the store has them all. */
export class FoldCache {
  private readonly kept = new Map<string, { readonly cached: CachedFold; readonly weight: number }>();
  private size = 0;

  get(collection: string, customer: string): CachedFold | undefined {
    const key = keyOf(collection, customer);
    const found = this.kept.get(key);
    if (found) {
      this.kept.delete(key);
      this.kept.set(key, found);
    }
    return found?.cached;
  }

  put(collection: string, customer: string, cached: CachedFold): void {
    this.delete(collection, customer);
    const weight = OVERHEAD + cached.size + (cached.snapshots?.size ?? 0);
    this.kept.set(keyOf(collection, customer), { cached, weight });
    this.size += weight;
    for (const [key, oldest] of this.kept) {
      if (this.size <= BUDGET) break;
      this.kept.delete(key);
      this.size -= oldest.weight;
    }
  }

  delete(collection: string, customer: string): void {
    const key = keyOf(collection, customer);
    const found = this.kept.get(key);
    if (!found) return;
    this.kept.delete(key);
    this.size -= found.weight;
  }

  clear(): void {
    this.kept.clear();
    this.size = 0;
  }
}

function keyOf(collection: string, customer: string): string {
  return `${collection}\u0000${customer}`;
}
