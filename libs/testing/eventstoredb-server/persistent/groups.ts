import { type EventStore } from '../store/event-store';
import { type EventSource } from './event-source';
import { Group } from './group';
import { type GroupAddress, groupExists, groupMissing } from './group-error';
import { type GroupSettings } from './group-settings';

/** The groups by stream and name. */
export class Groups {
  readonly #groups = new Map<string, Group>();

  constructor(private readonly store: EventStore) {}

  /** @throws GrpcError when it is there already */
  create(address: GroupAddress, source: EventSource, settings: GroupSettings): void {
    if (this.#groups.has(keyOf(address))) throw groupExists(address);
    this.#groups.set(keyOf(address), new Group(this.store, address, source, settings));
  }

  /** @throws GrpcError when there is none */
  get(address: GroupAddress): Group {
    const group = this.#groups.get(keyOf(address));
    if (!group) throw groupMissing(address);
    return group;
  }

  /** @throws GrpcError when there is none */
  delete(address: GroupAddress): void {
    this.get(address).drop();
    this.#groups.delete(keyOf(address));
  }

  /** Those of a stream, or all. */
  list(stream?: string): Group[] {
    return [...this.#groups.values()].filter(({ address }) => stream === undefined || address.stream === stream);
  }
}

const keyOf = ({ stream, group }: GroupAddress): string => JSON.stringify([stream, group]);
