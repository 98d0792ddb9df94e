import { compareHistory, type HistoryKey } from '#event-log';
import { type Fold, restoreFold, type StoredFold, storeFold } from './fold';

interface Snapshot {
  readonly count: number;
  readonly last: HistoryKey;
  readonly text: string;
}

/** Events between snapshots at the near end. */
const SPACING = 64;
/** Two snapshots may lie apart by this share of their distance from the present. */
const WIDEST_GAP = 1 / 2;

/**
 * Earlier states of one fold, dense near the present and thinning with distance, so that a late event is folded in from just before its place
 * instead of from the beginning: logarithmic in memory, and in work proportional to how late the event is. A cache only: dropping it changes nothing.
 */
export class Snapshots {
  private kept: Snapshot[] = [];

  /** Offers the present state; it is kept when the last snapshot is far enough back. */
  offer(fold: Fold): void {
    if (fold.last === undefined || fold.count - (this.kept.at(-1)?.count ?? 0) < SPACING) return;
    this.kept.push({ count: fold.count, last: fold.last, text: JSON.stringify(storeFold(fold)) });
    this.thin(fold.count);
  }

  /** The latest kept state from before the place, as a fold of its own; later ones are dropped, since they lack the event. */
  before(place: HistoryKey): Fold | undefined {
    while (this.kept.length > 0) {
      const newest = this.kept.at(-1);
      if (newest && compareHistory(newest.last, place) < 0) return restoreFold(JSON.parse(newest.text) as StoredFold, newest.last.position);
      this.kept.pop();
    }
    return undefined;
  }

  /** Roughly, in characters. */
  get size(): number {
    return this.kept.reduce((sum, each) => sum + each.text.length, 0);
  }

  /** Drops each one without which its neighbours still lie close enough together for how far back they are. */
  private thin(count: number): void {
    let newer = this.kept.at(-1);
    const kept = newer ? [newer] : [];
    for (let index = this.kept.length - 2; index >= 0; index--) {
      const [each, older] = [this.kept[index], this.kept[index - 1]];
      if (!each || (older && newer && newer.count - older.count <= (count - newer.count) * WIDEST_GAP)) continue;
      kept.push(each);
      newer = each;
    }
    this.kept = kept.reverse();
  }
}
