import { createHash } from 'node:crypto';
import type { CarriedEvent } from './carried-event';

/** A digest of a log that is the same on any engine: SHA-256 chained over its events in order, positions left out, which are the engine's own. */
export class LogDigest {
  count = 0;
  private link = '';

  /** Of all events so far, in hexadecimal digits. */
  get value(): string {
    return this.link;
  }

  /** Answers the digest up to and with this event. */
  add({ id, type, stream, revision, occurredAt, receivedAt, claimedAt, sentAt, recordedAt, schemaVersion, initiator, identities, data, source, context, causedBy, backfill }: CarriedEvent): string {
    const { position: _, ...cause } = causedBy ?? {};
    const told = [id, type, stream, revision, occurredAt, receivedAt, claimedAt, sentAt, recordedAt, schemaVersion, initiator, identities, data, source, context, causedBy && cause, backfill];
    this.link = createHash('sha256').update(this.link).update(JSON.stringify(told, inOrder)).digest('hex');
    this.count += 1;
    return this.link;
  }
}

/** Names in code-unit order: engines need not keep the order in which they came. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
