import { uuidOf } from '#kernel';
import type { BridgeMessage } from '../bridge';
import type { JsonObject } from '../json';

/** Ids of touchpoints are no longer. */
const LONGEST_ID = 200;

/**
 * A service's fact as intake takes it: raw, since intake says what is wrong with it. `identities` stands beside the properties of the data. The id follows from
 * the message's source and id, so a repeat is a duplicate, from whichever topic it comes.
 */
export function fromBridge({ id, source, type, time, subject, data }: BridgeMessage): JsonObject {
  const { identities, ...rest } = data ?? {};
  return { id: touchpointId(source, id), type, identities, occurredAt: time, data: rest, source: { system: source, record: id, ...(subject === undefined ? {} : { subject }) } };
}

/** Nobody should act upon it: it is told of late. */
export function isBackfill({ extensions }: BridgeMessage): boolean {
  return extensions?.['backfill'] === 'true' || extensions?.['replay'] === 'true';
}

function touchpointId(source: string, id: string): string {
  const readable = `ce:${source}:${id}`;
  // eslint-disable-next-line no-control-regex -- intake refuses control characters in ids, and the message must come in all the same
  return readable.length <= LONGEST_ID && !/[\u0000-\u001f\u007f]/.test(readable) ? readable : `ce:${uuidOf(source, id)}`;
}
