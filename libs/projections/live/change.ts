import type { Position } from '#kernel';
import type { JsonObject } from '#read-models';
import type { RecordedEvent } from '#touchpoints';
import type { Customer } from '../law/customer';
import type { Projection } from '../law/define-projection';

/** A document before and after a batch. */
export interface Change {
  readonly projection: Projection;
  readonly customer: Customer;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** The last touch that led to it, or the link that made one customer of two; undefined where time, an unlink or a mended fold did. */
  readonly cause: RecordedEvent | undefined;
  /** Where in the log a merge or a split led to it. */
  readonly reshapedAt?: Position;
  /** With whom the customer has become one, so that the document is gone. */
  readonly into?: string;
}
