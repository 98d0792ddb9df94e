import { formatPosition, formatTime, type Moment, type Position } from '#kernel';
import type { RecordedEvent } from '#touchpoints';
import type { BridgeMessage } from '../bridge';
import type { JsonObject } from '../json';
import { CUSTOMER_POSITION } from './topics';

/** Where events and facts come from, in the terms of CloudEvents. */
export const SOURCES = { touchpoints: '/rapport/touchpoints', lifecycle: '/rapport/lifecycle', customers: '/rapport/customers' } as const;

export interface ToBridgeOptions {
  /** Published again, for a consumer that had missed it: nothing new has happened. */
  readonly replay?: boolean;
}

/**
 * A recorded event as others are told of it. `data` is the event's data with `identities` beside its properties, as a service sends them back; extensions:
 * `position`, `recordedat`, `initiator`, and `backfill: "true"` and `replay: "true"` where nobody should act upon it.
 */
export function toBridge(event: RecordedEvent, customerId: string, topic: 'touchpoints' | 'lifecycle', { replay = false }: ToBridgeOptions = {}): BridgeMessage {
  const { id, type, occurredAt, position, recordedAt, initiator, schemaVersion, identities, data, causedBy } = event;
  return {
    key: customerId, id, source: SOURCES[topic], type, subject: customerId, time: formatTime(occurredAt), dataschema: schemaOf(type, schemaVersion), data: { ...data, identities },
    extensions: {
      position: formatPosition(position), recordedat: formatTime(recordedAt), initiator,
      ...(causedBy?.position === undefined ? {} : { causedby: causedBy.position }), ...(event.backfill ? { backfill: 'true' } : {}), ...(replay ? { replay: 'true' } : {}),
    },
  };
}

/** The latest lifecycle position of a customer for `customers`, by its read model; null where the customer is gone. */
export function customerToBridge(customerId: string, document: JsonObject | null, position: Position, time: Moment): BridgeMessage {
  return {
    key: customerId, id: `${customerId}@${formatPosition(position)}`, source: SOURCES.customers, type: CUSTOMER_POSITION, subject: customerId, time: formatTime(time),
    data: document && summary(customerId, document), extensions: { position: formatPosition(position) },
  };
}

/** The name of the schema of an event type's data, as an absolute URI. */
export function schemaOf(type: string, version: number): string {
  return `urn:rapport:event-type:${type}:${String(version)}`;
}

function summary(customerId: string, document: JsonObject): JsonObject {
  return Object.fromEntries([['customerId', customerId], ...['phase', 'stage', 'since', 'previousStage', 'reasons'].flatMap((name) => (document[name] === undefined ? [] : [[name, document[name]]]))]) as JsonObject;
}
