import type { Moment } from '#kernel';
import type { EventTypes, NewEvent, RecordedEvent } from '#touchpoints';

/** An event on its way between two logs: everything that a log keeps of it. Times in ms since 1970. */
export interface CarriedEvent extends NewEvent {
  /** In the log that it comes from: what `causedBy` of others may name. */
  readonly position: string;
  readonly revision: number;
  readonly recordedAt: Moment;
}

export function carriedEvent(event: RecordedEvent): CarriedEvent {
  const { id, type, stream, occurredAt, receivedAt, claimedAt, sentAt, recordedAt, schemaVersion, initiator, identities, data, source, context, causedBy, backfill, revision } = event;
  return { position: event.position.toString(), id, type, stream, revision, occurredAt, receivedAt, claimedAt, sentAt, recordedAt, schemaVersion, initiator, identities, data, source, context, causedBy, backfill };
}

/** As a log of this release reads it: data of an older schema version brought up to the present one. */
export function liftedEvent(event: CarriedEvent, types: EventTypes): CarriedEvent {
  const present = types.get(event.type)?.version ?? 1;
  return event.schemaVersion >= present ? event : { ...event, schemaVersion: present, data: types.upcast(event.type, event.schemaVersion, event.data) };
}
