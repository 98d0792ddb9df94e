import { type GrpcCall } from '../wire/grpc-call';
import { type Delivery } from './delivery';

/** One reader of a group, and what it has not answered for. */
export class Consumer {
  readonly inFlight = new Map<string, { readonly delivery: Delivery; readonly timer: NodeJS.Timeout }>();
  delivered = 0;

  /** @param slots how many events it takes without having answered for them */
  constructor(readonly call: GrpcCall, readonly slots: number) {}

  get free(): number {
    return this.slots - this.inFlight.size;
  }

  /** Takes an event back: answered for, timed out, or gone with its consumer. */
  release(id: string): Delivery | undefined {
    const entry = this.inFlight.get(id);
    if (entry) clearTimeout(entry.timer);
    this.inFlight.delete(id);
    return entry?.delivery;
  }
}
