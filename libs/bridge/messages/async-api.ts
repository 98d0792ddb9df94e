import { RapportError } from '#kernel';
import type { EventTypeDescription, EventTypes } from '#touchpoints';
import { deadLetterTopic } from '../dead-letters';
import type { JsonObject } from '../json';
import { schemaOf } from './to-bridge';
import { CUSTOMER_POSITION, inboundTopicOf, outboundTopicOf, type TopicDescription, type TopicName, TOPICS } from './topics';

export interface AsyncApiOptions {
  readonly version: string;
  /** Begins the names of the topics. */
  readonly namespace: string;
}

/** The bridge as an AsyncAPI 3.0 document, from the catalogue of topics and that of event types: each message with the JSON Schema of its data. */
export function asyncApi(types: EventTypes, { version, namespace }: AsyncApiOptions): JsonObject {
  const messages = types.all().flatMap((type): Listed[] => {
    const topics = [outboundTopicOf(type), inboundTopicOf(type)].filter((topic) => topic !== undefined);
    const description = types.describe(type.type);
    return description && topics.length > 0 ? [{ name: type.type, topics, message: messageOf(description) }] : [];
  });
  const all = [...messages, { name: CUSTOMER_POSITION, topics: ['customers' as const], message: customerMessage(types) }];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Rapport: front office and back office', version, license: { name: 'Apache-2.0' },
      description: 'What the front office tells other services of customers, and what they tell it. CloudEvents 1.0 on Kafka, written in binary mode, read in both; at least once, in order per customer. A repeat has the same source and id. Times are ISO 8601 UTC.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(TOPICS.map((topic) => [topic.name, channelOfTopic(topic, namespace, all.filter(({ topics }) => topics.includes(topic.name)).map(({ name }) => name))])),
    operations: Object.fromEntries(TOPICS.map(({ name, direction, title }) => [
      direction === 'outbound' ? `send-${name}` : `receive-${name}`,
      { action: direction === 'outbound' ? 'send' : 'receive', channel: { $ref: `#/channels/${name}` }, title, summary: direction === 'outbound' ? 'The front office publishes.' : 'The front office consumes, as group `intake`.' },
    ])),
    components: { messages: Object.fromEntries(all.map(({ name, message }) => [name, message])), messageTraits: { 'cloud-event': CLOUD_EVENT }, schemas: { identities: IDENTITIES } },
  };
}

interface Listed {
  readonly name: string;
  readonly topics: readonly TopicName[];
  readonly message: JsonObject;
}

/** The attributes of CloudEvents as they are on Kafka, and the extensions that the platform adds. */
const CLOUD_EVENT = {
  headers: {
    type: 'object',
    required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type'],
    properties: {
      ce_specversion: { type: 'string', const: '1.0' },
      ce_id: { type: 'string', description: 'With ce_source unique.' },
      ce_source: { type: 'string', format: 'uri-reference', description: 'Who states it.' },
      ce_type: { type: 'string' },
      ce_subject: { type: 'string', description: "The customer's id, as in the record's key." },
      ce_time: { type: 'string', format: 'date-time', description: 'When it happened.' },
      ce_dataschema: { type: 'string', format: 'uri' },
      ce_position: { type: 'string', description: 'Place in the log, a decimal string.' },
      ce_recordedat: { type: 'string', format: 'date-time', description: 'When the log took it in.' },
      ce_initiator: { type: 'string', enum: ['customer', 'company', 'system'] },
      ce_causedby: { type: 'string', description: 'The position of the event that a fact follows from.' },
      ce_backfill: { type: 'string', const: 'true', description: 'Told of late: nobody should act upon it.' },
      ce_replay: { type: 'string', const: 'true', description: 'Published again: nothing new has happened.' },
      'content-type': { type: 'string', const: 'application/json' },
    },
  },
  bindings: { kafka: { key: { type: 'string', description: "The customer's id." }, bindingVersion: '0.5.0' } },
} as const;

const IDENTITIES = {
  type: 'array', minItems: 1, maxItems: 10, description: 'The names under which the customer was met. A service sends them back with its own facts.',
  items: { type: 'object', required: ['kind', 'value'], properties: { kind: { type: 'string', examples: ['email', 'user-id'] }, value: { type: 'string' } } },
} as const;

function channelOfTopic({ name, title, description, compacted }: TopicDescription, namespace: string, messages: readonly string[]): JsonObject {
  const address = `${namespace}.${name}`;
  return {
    address, title, description: `${description} What a group cannot handle goes to ${namespace}.${deadLetterTopic(name)}.`,
    messages: Object.fromEntries(messages.map((each) => [each, { $ref: `#/components/messages/${each}` }])),
    bindings: { kafka: { topic: address, topicConfiguration: { 'cleanup.policy': [compacted ? 'compact' : 'delete'] }, bindingVersion: '0.5.0' } },
  };
}

function messageOf({ type, channel, version, schema, example, origin }: EventTypeDescription): JsonObject {
  const { properties, required } = schema as { readonly properties?: JsonObject; readonly required?: readonly string[] };
  const { identities, data } = example;
  return {
    name: type, title: type, contentType: 'application/json', tags: [{ name: channel }], 'x-dataschema': schemaOf(type, version), 'x-origin': origin,
    traits: [{ $ref: '#/components/messageTraits/cloud-event' }],
    payload: { type: 'object', properties: { ...properties, identities: { $ref: '#/components/schemas/identities' } }, required: [...(required ?? []), 'identities'] },
    examples: [{ name: 'example', payload: { ...data, identities } }],
  };
}

/** Told in the words of the fact that a stage was entered. */
function customerMessage(types: EventTypes): JsonObject {
  const stage = types.describe('lifecycle.stage-entered');
  if (!stage) throw new RapportError('RAPPORT_BAD_CATALOGUE', 'the catalogue has no lifecycle.stage-entered, in whose words positions of customers are told');
  return {
    name: CUSTOMER_POSITION, title: CUSTOMER_POSITION, contentType: 'application/json', tags: [{ name: 'customer' }], summary: 'Where the customer stands; no value (a tombstone) where the customer is gone.',
    traits: [{ $ref: '#/components/messageTraits/cloud-event' }], payload: stage.schema, examples: [{ name: 'example', payload: stage.example.data }],
  };
}
