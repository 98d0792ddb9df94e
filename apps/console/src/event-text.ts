import { channelOf } from './activity';
import { formatMoney, words } from './format';
import type { Json, JsonObject, RecordedEvent } from './shapes';

/** Channels that only the system states. */
const DERIVED = new Set(['lifecycle', 'churn', 'segment', 'decision', 'trigger', 'contact', 'model', 'subject', 'intake']);

export function isDerived({ type }: { readonly type: string }): boolean {
  return DERIVED.has(channelOf(type));
}

export function iconOf(type: string): string {
  const channel = channelOf(type);
  return DERIVED.has(channel) ? 'derived' : channel;
}

/** `commerce.order-completed` as `Order completed`; where the fact alone says little, with its channel: `E-mail opened`. */
export function factOf(type: string): string {
  const channel = channelOf(type);
  const fact = words(type.slice(channel.length + 1) || type);
  const text = CHANNEL_SAYS_MORE.has(channel) ? `${CHANNEL_NAMES[channel] ?? words(channel)} ${fact}` : fact;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const CHANNEL_SAYS_MORE = new Set(['email', 'messaging', 'chat', 'call', 'meeting', 'post', 'social', 'case', 'survey', 'feedback', 'lead', 'permission', 'identity', 'cost', 'subject', 'segment', 'model', 'trigger', 'contact', 'decision', 'lifecycle', 'churn']);
const CHANNEL_NAMES: Readonly<Record<string, string>> = { messaging: 'message' };

/** What tells most, in the order of telling. */
const TELLING = [
  'orderId', 'invoiceId', 'caseId', 'quoteId', 'subscriptionId', 'to', 'subject', 'title', 'name', 'productId', 'sku', 'query', 'topic',
  'purpose', 'channel', 'campaign', 'action', 'segment', 'text', 'message', 'reason', 'disposition', 'outcome', 'url', 'path', 'formName', 'score', 'rating',
];

/** One line about what happened: the order and its amount, the page, the subject. */
export function summaryOf(event: RecordedEvent): string {
  const { data } = event;
  const parts = [stepOf(data), faultOf(data['errors']), moneyOf(data), ...TELLING.map((name) => textOf(data[name])), traitsOf(data['traits']), itemsOf(data['items'])].filter((text) => text !== undefined);
  if (parts.length > 0) return parts.slice(0, 3).join(' · ');
  const page = textOf(event.context?.['url']);
  if (page !== undefined) return page;
  return Object.entries(data).flatMap(([name, value]) => (typeof value === 'object' ? [] : [`${words(name)} ${String(value)}`])).slice(0, 2).join(' · ');
}

/** From one stage to another. */
function stepOf({ stage, previousStage }: JsonObject): string | undefined {
  if (typeof stage !== 'string') return undefined;
  return typeof previousStage === 'string' ? `${words(previousStage)} → ${words(stage)}` : words(stage);
}

/** The first of the faults for which a touchpoint was held back. */
function faultOf(errors: Json | undefined): string | undefined {
  const [first] = Array.isArray(errors) ? (errors as readonly Json[]) : [];
  return first !== null && typeof first === 'object' && 'message' in first ? textOf(first.message) : undefined;
}

function moneyOf(data: JsonObject): string | undefined {
  const amount = data['total'] ?? data['amount'] ?? data['revenue'] ?? data['price'];
  const currency = data['currency'];
  return typeof amount === 'number' ? formatMoney(amount, typeof currency === 'string' ? currency : undefined) : undefined;
}

function traitsOf(value: Json | undefined): string | undefined {
  return value !== null && typeof value === 'object' ? Object.entries(value).map(([name, trait]) => `${words(name)}: ${textOf(trait) ?? JSON.stringify(trait)}`).join(', ') : undefined;
}

function itemsOf(value: Json | undefined): string | undefined {
  return Array.isArray(value) && value.length > 0 ? `${value.length} ${value.length === 1 ? 'item' : 'items'}` : undefined;
}

function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value === '') return undefined;
  return value.length > 80 ? `${value.slice(0, 79)}…` : value;
}
