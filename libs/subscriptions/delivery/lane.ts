import type { RecordedEvent } from '#touchpoints';

/** A customer's events on their way, in the order of the log; one is under way at a time. */
export interface Lane {
  readonly name: string;
  readonly queue: RecordedEvent[];
  busy: boolean;
}

/** Lanes with something to send, and how much is on its way in all. */
export class Lanes {
  private readonly byName = new Map<string, Lane>();
  private readonly ready: Lane[] = [];
  /** Positions on their way, in the order of the log. */
  private readonly open = new Set<bigint>();

  get size(): number {
    return this.open.size;
  }

  /** The first position that is not settled. */
  get lowest(): bigint | undefined {
    return this.open.values().next().value;
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  add(name: string, event: RecordedEvent): void {
    this.open.add(event.position);
    const lane = this.byName.get(name);
    if (lane) {
      lane.queue.push(event);
      return;
    }
    const fresh: Lane = { name, queue: [event], busy: false };
    this.byName.set(name, fresh);
    this.ready.push(fresh);
  }

  /** A lane whose head may be sent; it is busy from now on. */
  take(): Lane | undefined {
    const lane = this.ready.shift();
    if (lane) lane.busy = true;
    return lane;
  }

  /** The head is settled. */
  advance(lane: Lane): void {
    const head = lane.queue.shift();
    if (head) this.open.delete(head.position);
    lane.busy = false;
    if (lane.queue.length > 0) this.ready.push(lane);
    else this.byName.delete(lane.name);
  }

  /** All of the lane waits elsewhere. */
  remove(lane: Lane): void {
    for (const { position } of lane.queue) this.open.delete(position);
    this.byName.delete(lane.name);
  }
}
