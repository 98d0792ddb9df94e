import type { BridgeMessage, TopicSpec } from './bridge';

/** Extension attributes that a dead letter has besides its own. */
export const DEAD_LETTER = { reason: 'deadletterreason', group: 'deadlettergroup', attempts: 'deadletterattempts' } as const;

const SUFFIX = '.dead-letter';
const LONGEST_REASON = 1_000;
const DAY = 86_400_000;

/** Why a message could not be handled, by whom, after how many tries. */
export interface DeadLetterReason {
  readonly reason: string;
  readonly group: string;
  readonly attempts: number;
}

/** The topic that takes what a group could not handle: each message as it was, with the attributes of {@link DEAD_LETTER}. */
export function deadLetterTopic(topic: string): string {
  return isDeadLetterTopic(topic) ? topic : `${topic}${SUFFIX}`;
}

export function isDeadLetterTopic(topic: string): boolean {
  return topic.endsWith(SUFFIX);
}

/** Kept for 30 days, or as long as the topic itself if that is longer. */
export function deadLetterSpec({ name, retention = 0 }: TopicSpec): TopicSpec {
  return { name: deadLetterTopic(name), partitions: 1, retention: Math.max(retention, 30 * DAY) };
}

/** The attributes of a dead letter, the reason on one line and no longer than a header should be. */
export function deadLetterAttributes({ reason, group, attempts }: DeadLetterReason): Record<string, string> {
  return { [DEAD_LETTER.reason]: reason.replace(/\s+/g, ' ').slice(0, LONGEST_REASON), [DEAD_LETTER.group]: group, [DEAD_LETTER.attempts]: String(attempts) };
}

/** The message as it was, to be published again. */
export function revived({ extensions = {}, ...message }: BridgeMessage): BridgeMessage {
  const own = Object.fromEntries(Object.entries(extensions).filter(([name]) => !(Object.values(DEAD_LETTER) as string[]).includes(name)));
  const { key, id, source, type, subject, time, dataschema, data } = message;
  return { key, id, source, type, ...(subject === undefined ? {} : { subject }), time, ...(dataschema === undefined ? {} : { dataschema }), data, ...(Object.keys(own).length > 0 ? { extensions: own } : {}) };
}
