const SLOT = 4;
const SMALLEST = 1 << 10;
const LOAD = 0.75;

/**
 * Counts how often each name-based UUID was seen. An open-addressing hash table outside the heap: 94 bits of the UUID and a count, 16 bytes a slot, filled to between
 * 3/8 and 3/4: 21 to 43 MB for each million of different UUIDs, for a moment half as much again while it grows. A `Map` of strings takes several times
 * that, and ends at 16.7 million entries.
 */
export class OccurrenceCounter {
  private slots = new Uint32Array(SMALLEST * SLOT);
  private used = 0;

  /** Counts it `times` more; answers how often it was seen by now. */
  add(uuid: string, times = 1): number {
    const key = keyOf(uuid);
    const slot = this.place(...key);
    const seen = this.slots[slot + 3] ?? 0;
    this.slots[slot + 3] = seen + times;
    if (seen > 0) return seen + times;
    this.slots.set(key, slot);
    this.used += 1;
    if (this.used * SLOT > this.slots.length * LOAD) this.grow();
    return times;
  }

  count(uuid: string): number {
    return this.slots[this.place(...keyOf(uuid)) + 3] ?? 0;
  }

  /** The slot that holds the key, or the free one where it belongs. */
  private place(a: number, b: number, c: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let at = (a * SLOT) & mask;
    while (slots[at + 3] !== 0 && !(slots[at] === a && slots[at + 1] === b && slots[at + 2] === c)) at = (at + SLOT) & mask;
    return at;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += SLOT) {
      if (old[at + 3] !== 0) this.slots.set(old.subarray(at, at + SLOT), this.place(old[at] ?? 0, old[at + 1] ?? 0, old[at + 2] ?? 0));
    }
  }
}

/** All but the third group, of which four bits are always the same. */
function keyOf(uuid: string): [number, number, number] {
  return [parseInt(uuid.slice(0, 8), 16), parseInt(uuid.slice(19, 23) + uuid.slice(24, 28), 16), parseInt(uuid.slice(28), 16)];
}
