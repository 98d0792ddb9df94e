import { channelOf, jsonSchemaOf, type TouchpointType } from '#touchpoints';
import type { TopicSpec } from '../bridge';

/** What the front office tells the others, and what they tell it. */
export type OutboundTopic = 'touchpoints' | 'lifecycle' | 'customers';
export type InboundTopic = 'billing' | 'fulfilment' | 'service';
export type TopicName = OutboundTopic | InboundTopic;

export interface TopicDescription {
  readonly name: TopicName;
  readonly direction: 'outbound' | 'inbound';
  readonly title: string;
  readonly description: string;
  readonly compacted: boolean;
}

/** Every topic of the bridge. */
export const TOPICS: readonly TopicDescription[] = [
  { name: 'touchpoints', direction: 'outbound', title: 'Touchpoints', description: 'Every touchpoint that was recorded, in order per customer. What was published before a merge keeps the id of then as its key: whoever keeps something by customer moves it when lifecycle.customer-merged says that two are one.', compacted: false },
  { name: 'lifecycle', direction: 'outbound', title: 'Lifecycle facts', description: 'Facts that the platform states about a customer, as a stage that was entered. A replay of history states none.', compacted: false },
  { name: 'customers', direction: 'outbound', title: 'Customers', description: 'The latest lifecycle position of each customer; null where the customer has become one with another, who has a record of her own; lifecycle.customer-merged on lifecycle says who.', compacted: true },
  { name: 'billing', direction: 'inbound', title: 'Billing', description: 'Facts from billing: invoices, payments, costs. Each is taken in as a touchpoint.', compacted: false },
  { name: 'fulfilment', direction: 'inbound', title: 'Fulfilment', description: 'Facts from production and shipping. Each is taken in as a touchpoint.', compacted: false },
  { name: 'service', direction: 'inbound', title: 'Service', description: 'Facts from the service desk and the contact centre. Each is taken in as a touchpoint.', compacted: false },
];

export const INBOUND_TOPICS: readonly InboundTopic[] = ['billing', 'fulfilment', 'service'];

/** Which channels are expected from which function. Others are taken in as well. */
const CHANNELS: Readonly<Record<InboundTopic, readonly string[]>> = {
  billing: ['billing', 'cost'],
  fulfilment: ['fulfilment'],
  service: ['case', 'call', 'chat', 'meeting', 'feedback', 'survey'],
};

/** The latest position of a customer, in `customers`. */
export const CUSTOMER_POSITION = 'customer.position-stated';

/** Facts by which the latest position of a customer changes. */
export const CUSTOMER_POSITION_FACTS: readonly string[] = ['lifecycle.stage-entered', 'lifecycle.stage-restated'];

/** The fact by which a customer has no position of her own any more. */
export const CUSTOMER_GONE_FACT = 'lifecycle.customer-merged';

/** What to ask a bridge for. */
export function topicSpecs(partitions: number): TopicSpec[] {
  return TOPICS.map(({ name, compacted }) => ({ name, partitions, ...(compacted ? { compacted } : {}) }));
}

/** Where an event of a type is published; undefined for those that stay in the house: links of identities, fitted models, and facts that name no customer. */
export function outboundTopicOf({ origin, data }: Pick<TouchpointType, 'origin' | 'data'>): 'touchpoints' | 'lifecycle' | undefined {
  if (origin === 'outside') return 'touchpoints';
  const namesCustomer = Object.keys(jsonSchemaOf(data)['properties'] ?? {}).includes('customerId');
  return origin === 'system' && namesCustomer ? 'lifecycle' : undefined;
}

/** Where a service is expected to state facts of a type. */
export function inboundTopicOf({ type, origin }: Pick<TouchpointType, 'type' | 'origin'>): InboundTopic | undefined {
  return origin === 'outside' ? INBOUND_TOPICS.find((topic) => CHANNELS[topic].includes(channelOf(type))) : undefined;
}
