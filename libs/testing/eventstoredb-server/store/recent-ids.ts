/** Where an event with an id was last written. */
export interface WrittenAt {
  readonly stream: number;
  readonly revision: number;
}

/**
 * The memory of which ids were written lately. It holds a bounded number of events and forgets the oldest; a restart
 * empties it. (The real one forgot between 60,000 and 100,000 events later.) There is one entry for each id: writing it to
 * another stream too replaces what is known of the first.
 */
export class RecentIds {
  readonly #written = new Map<string, WrittenAt>();

  constructor(private readonly capacity: number) {}

  find(id: string): WrittenAt | undefined {
    return this.#written.get(id);
  }

  add(id: string, at: WrittenAt): void {
    this.#written.delete(id);
    this.#written.set(id, at);
    if (this.#written.size <= this.capacity) return;
    const [oldest] = this.#written.keys();
    if (oldest !== undefined) this.#written.delete(oldest);
  }

  clear(): void {
    this.#written.clear();
  }
}
