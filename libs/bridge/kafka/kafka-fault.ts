import { isRapportError, RapportError } from '#kernel';

/** What the client says, what it means, and what to mend if not the brokers and their addresses. */
const REASONS: readonly (readonly [pattern: RegExp, reason: string, advice?: string])[] = [
  [/SASL|authentication/i, 'it does not let us in', 'Mend RAPPORT_KAFKA_SASL, RAPPORT_KAFKA_USERNAME or RAPPORT_KAFKA_PASSWORD'],
  [/certificate|altnames/i, 'its certificate cannot be proven', 'Mend RAPPORT_KAFKA_CA_FILE, or the names in the certificate'],
  [/EPROTO|SSL routines|wrong version number|disconnected before secure TLS/i, 'it does not speak TLS there', 'Mend RAPPORT_KAFKA_TLS or RAPPORT_KAFKA_BROKERS'],
  [/ECONNREFUSED/, 'nothing listens there'],
  [/ENOTFOUND|EAI_AGAIN/, 'there is no host of that name'],
  [/EHOSTUNREACH|ENETUNREACH/, 'there is no way to that host'],
  [/ECONNRESET|socket hang up|Closed connection|connection closed/i, 'the connection broke'],
  [/timeout|timed out/i, 'it does not answer'],
  [/AUTHORIZATION|not authorized/i, 'it does not allow us that'],
];
const CONNECTION = /KafkaJSConnection|KafkaJSRequestTimeout|KafkaJSBrokerNotFound|KafkaJSMetadataNotLoaded|KafkaJSNumberOfRetriesExceeded|ECONNRESET|ECONNREFUSED|EPIPE/;
const DENIED = /SASL|authentication|AUTHORIZATION|not authorized|ENOTFOUND|certificate|altnames|EPROTO|SSL routines/i;
const MISSING = /UNKNOWN_TOPIC_OR_PARTITION|does not host this topic-partition/;
const LEADERLESS = /LEADER_NOT_AVAILABLE|leadership election|NOT_LEADER_FOR_PARTITION|not the leader/;
const TOO_LARGE = /MESSAGE_TOO_LARGE|RECORD_LIST_TOO_LARGE|larger than the max/;

/** The client's fault as ours, in one sentence that says what to mend. */
export function kafkaFault(error: unknown, brokers: readonly string[], topic?: string): RapportError {
  if (isRapportError(error)) return error;
  const said = everythingSaid(error);
  if (topic !== undefined && MISSING.test(said)) return new RapportError('RAPPORT_BAD_TOPIC', `there is no topic ${topic} on Kafka: it is made by ensure`, { cause: error });
  if (TOO_LARGE.test(said)) return new RapportError('RAPPORT_BODY_TOO_LARGE', `a message is larger than topic ${topic ?? ''} takes: raise its max.message.bytes`, { cause: error });
  const [, reason = error instanceof Error ? error.message : String(error), advice = 'Start the broker, or mend RAPPORT_KAFKA_BROKERS'] = REASONS.find(([pattern]) => pattern.test(said)) ?? [];
  return new RapportError('RAPPORT_BRIDGE_UNAVAILABLE', `Kafka cannot be used at ${brokers.join(', ')}: ${reason}. ${advice}`, { cause: error });
}

/** Whether the broker has said no, so that trying the same again is vain. */
export function isRefusal(error: unknown): boolean {
  return TOO_LARGE.test(everythingSaid(error)) || MISSING.test(everythingSaid(error));
}

/** Whether a partition has no leader at this moment, or another than was asked. */
export function isLeaderless(error: unknown): boolean {
  return LEADERLESS.test(everythingSaid(error));
}

/** Whether a topic that was just made has not yet been heard of by the broker that was asked, or has no leader yet. */
export function isNewTopic(error: unknown): boolean {
  return MISSING.test(everythingSaid(error)) || isLeaderless(error);
}

/** Whether a connection broke, or there was none to be had: another one may be better. */
export function isOfTheConnection(error: unknown): boolean {
  const said = everythingSaid(error);
  return CONNECTION.test(said) && !DENIED.test(said);
}

/** The group goes on with other members or another share: the client joins it anew by itself. */
export function isRebalance(error: unknown): boolean {
  return everythingSaid(error).includes('REBALANCE_IN_PROGRESS');
}

export function isLostMembership(error: unknown): boolean {
  return /UNKNOWN_MEMBER_ID|ILLEGAL_GENERATION|FENCED_INSTANCE_ID/.test(everythingSaid(error));
}

/** Names, messages and types of an error and of what it came from. */
function everythingSaid(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 5) return String(error);
  const type = 'type' in error && typeof error.type === 'string' ? error.type : '';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return [error.name, error.message, type, code, error.cause === undefined ? '' : everythingSaid(error.cause, depth + 1)].join(' ');
}
