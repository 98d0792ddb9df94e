import type { Moment } from '#kernel';
import type { NewEvent } from '#touchpoints';
import type { Change } from './change';

/**
 * Compares a document before and after, live only, and states facts. The facts' ids must derive from what caused them, so that a repeat after a crash
 * is the same fact. Never runs in a rebuild, a refold or a replay, nor for what only backfill has changed.
 */
export interface Reactor {
  /** The projection that it watches. */
  readonly projection: string;
  react(change: Change, now: Moment): readonly NewEvent[];
}

/** What the reactors state of the changes that live touches, links and time have made. */
export function factsOf(changes: readonly Change[], reactors: readonly Reactor[], now: Moment): NewEvent[] {
  return changes.filter(({ cause }) => cause?.backfill !== true).flatMap((change) => reactors.filter(({ projection }) => projection === change.projection.name).flatMap((reactor) => reactor.react(change, now)));
}
