import { formatPosition, formatTime } from '#kernel';
import type { RecordedEvent } from './touchpoint';

/** A recorded event as it goes over the wire: times ISO 8601, the position a decimal string, what is absent left out. */
export function toWire(event: RecordedEvent): Record<string, unknown> {
  const { id, type, identities, data, source, context, stream, revision, schemaVersion, initiator, causedBy, backfill, claimedAt, sentAt } = event;
  return {
    id, type, identities, occurredAt: formatTime(event.occurredAt), data,
    ...(source ? { source } : {}), ...(context ? { context } : {}),
    position: formatPosition(event.position), stream, revision, recordedAt: formatTime(event.recordedAt), receivedAt: formatTime(event.receivedAt),
    ...(claimedAt === undefined ? {} : { claimedAt: formatTime(claimedAt) }), ...(sentAt === undefined ? {} : { sentAt: formatTime(sentAt) }),
    schemaVersion, initiator, ...(causedBy ? { causedBy } : {}), ...(backfill ? { backfill } : {}),
  };
}
