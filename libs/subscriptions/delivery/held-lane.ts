import type { CollectionSpec, JsonObject } from '#read-models';

/** One document a customer whose events do not get through: `retrying` by itself, or `parked` until somebody decides. */
export const HELD: CollectionSpec = { id: 'webhook-held@1', fields: { subscription: 'text', run: 'text', state: 'text' } };
/** One document an event that waits, the one that failed first: `<lane>/<position, 20 digits>`. */
export const WAITING: CollectionSpec = { id: 'webhook-waiting@1', fields: { lane: 'text' } };

/** The customer's queue within one run of a subscription. */
export interface HeldLane {
  readonly run: string;
  readonly subscription: string;
  /** The customer; where the event is about none, its stream. */
  readonly lane: string;
  readonly state: 'retrying' | 'parked';
  /** Tries of the event at its head. */
  readonly attempts: number;
  /** When the head first failed, ISO 8601. */
  readonly since: string;
  readonly event: { readonly position: string; readonly type: string; readonly id: string };
  readonly error: { readonly message: string; readonly status?: number };
  /** ISO 8601; null while parked. */
  readonly nextAttemptAt: string | null;
}

export function laneKey(run: string, lane: string): string {
  return `${run}/${lane}`;
}

export function heldOf(document: JsonObject): HeldLane {
  return document as unknown as HeldLane;
}
