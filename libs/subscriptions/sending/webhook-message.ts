import { Webhook } from 'standardwebhooks';
import { formatPosition, formatTime, type Moment, uuidOf } from '#kernel';
import { type RecordedEvent, toWire } from '#touchpoints';

/** One thing that is said to a receiver: the same `id` at each try, and when it is said again in a replay. */
export interface WebhookMessage {
  readonly id: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Occasion {
  readonly subscriptionId: string;
  /** Whose event it is, as is known now; undefined for one that is about no customer. */
  readonly customerId?: string | undefined;
  /** What is said is history, or is said once more. */
  readonly replay: boolean;
}

/** The recorded event in the envelope of Standard Webhooks 1.0, "Payload structure". */
export function messageOf(event: RecordedEvent, { subscriptionId, customerId, replay }: Occasion): WebhookMessage {
  return {
    id: messageIdOf(event.id),
    body: JSON.stringify({ type: event.type, timestamp: formatTime(event.occurredAt), ...(customerId === undefined ? {} : { customerId }), ...(replay ? { replay } : {}), data: toWire(event) }),
    headers: { 'rapport-subscription': subscriptionId, 'rapport-position': formatPosition(event.position), ...(replay ? { 'rapport-replay': 'true' } : {}) },
  };
}

/** A call without an event, to try an address and a secret. */
export function pingOf(subscriptionId: string, id: string, now: Moment): WebhookMessage {
  return { id: messageIdOf(id), body: JSON.stringify({ type: 'rapport.ping', timestamp: formatTime(now), data: { subscriptionId } }), headers: { 'rapport-subscription': subscriptionId } };
}

/** Whole headers of one try: the signature covers id, time and body, by each secret in force. */
export function signedHeaders({ id, body, headers }: WebhookMessage, secrets: readonly string[], now: Moment): Record<string, string> {
  return {
    ...headers,
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, new Date(now), body)).join(' '),
  };
}

function messageIdOf(eventId: string): string {
  return `msg_${uuidOf('webhook', eventId)}`;
}
