/** A binary heap: hands out the least first. Small on purpose; `before` must be a strict total order, or equal seeds would not give equal streams. */
export class Heap<T extends object> {
  private readonly items: T[] = [];

  constructor(private readonly before: (a: T, b: T) => boolean) {}

  get size(): number {
    return this.items.length;
  }

  peek(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    const { items } = this;
    let hole = items.length;
    items.push(item);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = items[parent];
      if (above === undefined || !this.before(item, above)) break;
      items[hole] = above;
      hole = parent;
    }
    items[hole] = item;
  }

  pop(): T | undefined {
    const first = this.items[0];
    const last = this.items.pop();
    if (last !== undefined && this.items.length > 0) this.sink(last);
    return first;
  }

  /** Puts the first back in its place after what it is ordered by has grown. */
  firstHasGrown(): void {
    const first = this.items[0];
    if (first !== undefined) this.sink(first);
  }

  private sink(item: T): void {
    const { items } = this;
    let hole = 0;
    for (;;) {
      const child = this.lesserChild(hole);
      const below = items[child];
      if (below === undefined || !this.before(below, item)) break;
      items[hole] = below;
      hole = child;
    }
    items[hole] = item;
  }

  private lesserChild(parent: number): number {
    const left = this.items[2 * parent + 1];
    const right = this.items[2 * parent + 2];
    return 2 * parent + (left !== undefined && right !== undefined && this.before(right, left) ? 2 : 1);
  }
}
