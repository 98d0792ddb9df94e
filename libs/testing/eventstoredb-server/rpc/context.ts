import { type EventStore } from '../store/event-store';
import { type Faults } from '../faults';
import { type LiveSubscription } from './live-subscription';

/** What the methods share. */
export interface Context {
  readonly store: EventStore;
  readonly faults: Faults;
  /** The subscriptions that have caught up. */
  readonly live: Set<LiveSubscription>;
  /** How many messages may wait for a live subscriber before it is dropped. */
  readonly liveLimit: number;
}
