import { DAY, dayOf, formatPosition, formatTime, type Moment, type Position } from '#kernel';
import { type JsonObject, type StoredDocument, valueAt } from '#read-models';
import type { Customer } from './customer';
import type { Projection } from './define-projection';
import { type Fold, storeFold } from './fold';

export interface Reading {
  readonly customer: Customer;
  readonly at: Moment;
  readonly position: Position;
  readonly reference?: JsonObject | undefined;
}

/** A fold as a read-model document: bare fields and where they stand. Undefined while the customer has none. */
export function documentOf(projection: Projection, fold: Fold, { customer, at, position, reference }: Reading): JsonObject | undefined {
  const view = fold.count === 0 ? undefined : projection.view(fold.state, { customer, at, reference });
  return view && { customerId: customer.id, ...view, asOf: formatTime(at), position: formatPosition(position), version: projection.version };
}

/** As the store keeps it: the document at the moment of writing, the fold to go on from, and when time alone changes it. */
export function storedDocumentOf(projection: Projection, fold: Fold, reading: Reading): StoredDocument {
  return { key: reading.customer.id, position: reading.position, document: documentOf(projection, fold, reading) ?? null, state: storeFold(fold), dueAt: nextChange(projection, fold, reading.at) };
}

/** The first moment after `after` at which the document changes if nothing new is recorded. */
export function nextChange(projection: Projection, fold: Fold, after: Moment): Moment | undefined {
  const byTime = fold.count === 0 ? undefined : projection.dueAt(fold.state, after);
  if (fold.pending === undefined) return byTime;
  return byTime === undefined ? fold.pending : Math.min(byTime, fold.pending);
}

/** Whole UTC days between two moments. */
export function daysBetween(from: Moment, to: Moment): number {
  return dayOf(to) - dayOf(from);
}

/** The moments at which a day count crosses `days`: it is at least that many from `before` (exclusive) backwards. */
export function dayCountBound(days: number, now: Moment): Moment {
  return (dayOf(now) - days + 1) * DAY;
}

/** The document without what says where it stands: what the law compares. */
export function bareDocument(document: JsonObject): JsonObject {
  const { asOf: _asOf, position: _position, ...bare } = document;
  return bare;
}

export { valueAt };
