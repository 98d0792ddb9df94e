import type { Position } from '#kernel';
import type { Write } from '#read-models';
import type { RecordedEvent } from '#touchpoints';
import type { Customer } from '../law/customer';

/** A customer who has become one with another. */
export interface Merged {
  /** Who they are now. */
  readonly into: string;
  /** Where in the log that came about. */
  readonly position: Position;
  /** The touch or the link that brought it about; undefined where it lies in another batch. */
  readonly cause: RecordedEvent | undefined;
}

/** What a batch of the log does to the question of who is who. */
export interface Shape {
  /** The touches of the batch by customer, as the customers are at its end; in log order. */
  readonly touches: ReadonlyMap<string, readonly RecordedEvent[]>;
  /** Customers whose history is other than before by more than those touches: merged, or split; each with the place in the log where that happened last. */
  readonly reshaped: ReadonlyMap<string, Position>;
  /** Ids that stand for no customer any more. */
  readonly removed: ReadonlySet<string>;
  /** Those of them that may have documents, being older than the batch. */
  readonly merged: ReadonlyMap<string, Merged>;
  /** The stage's own documents. */
  readonly writes: readonly Write[];
  /** Customers by id, as they are at the end of the batch. */
  customers(ids: Iterable<string>): Promise<Map<string, Customer>>;
}

/** The one ordered stage in front of all projections: it folds the identity graph and names the customer of each event. */
export interface CustomerStage {
  fold(events: readonly RecordedEvent[]): Promise<Shape>;
  customers(ids: Iterable<string>): Promise<Map<string, Customer>>;
  /** Ids of customers, present or bygone, that the events bear on, by the graph as it is now. */
  bearing(events: readonly RecordedEvent[]): Promise<Set<string>>;
  /** Forgets what was folded since the last commit, after one that failed. */
  forget(): void;
}

/** Who is who, for readers. */
export interface CustomerDirectory {
  /** The customer that the id stands for, an alias's being the surviving one; as recorded up to the position, if given. */
  customer(id: string, upTo?: Position): Promise<Customer | undefined>;
  /** By id, ascending. */
  page(after: string | undefined, limit: number): Promise<Customer[]>;
  size(): Promise<number>;
}
