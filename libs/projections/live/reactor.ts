import type { Moment } from '#kernel';
import type { NewEvent } from '#touchpoints';
import type { Change } from './live-fold';

/**
 * Compares a document before and after, live only, and states facts. The facts' ids must derive from what caused them, so that a repeat after a crash
 * is the same fact. Never runs in a rebuild, a refold or a replay, nor for what only backfill has changed.
 */
export interface Reactor {
  /** The projection that it watches. */
  readonly projection: string;
  react(change: Change, now: Moment): readonly NewEvent[];
}
