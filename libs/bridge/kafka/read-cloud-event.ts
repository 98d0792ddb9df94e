import { formatTime } from '#kernel';
import type { BridgeMessage } from '../bridge';
import type { JsonObject } from '../json';
import type { IHeaders, KafkaMessage } from './client';

/** A message read, or why it cannot be. */
export type Reading = { readonly message: BridgeMessage } | { readonly fault: string };

const STRUCTURED = 'application/cloudevents';
const NO_EXTENSIONS = new Set(['specversion', 'id', 'source', 'type', 'subject', 'time', 'dataschema', 'datacontenttype', 'data', 'data_base64', 'partitionkey']);
const EXTENSION = /^[a-z0-9]+$/;

type Attributes = ReadonlyMap<string, string>;

/** Reads both modes of the CloudEvents Kafka protocol binding 1.0.2. Data must be a JSON object, or none. Never throws. */
export function readCloudEvent({ key, value, headers = {}, timestamp }: Pick<KafkaMessage, 'key' | 'value' | 'timestamp'> & { readonly headers?: IHeaders }): Reading {
  try {
    const texts = textsOf(headers);
    const contentType = (texts.get('content-type') ?? texts.get('ce_datacontenttype') ?? '').toLowerCase();
    const { attributes, data } = contentType.startsWith(STRUCTURED) ? readStructured(value, contentType) : readBinary(value, texts, contentType);
    return { message: messageOf(attributes, data, key?.toString(), timestamp) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** What could not be read, as a message of its own, so that somebody can look at it. */
export function unreadable({ key, value, headers = {}, timestamp }: KafkaMessage, place: string): BridgeMessage {
  const texts = textsOf(headers);
  const extensions = Object.fromEntries([...texts].flatMap(([name, text]) => (name.startsWith('ce_deadletter') ? [[name.slice(3), text]] : [])));
  return { key: key?.toString() ?? '', id: place, source: '/rapport/bridge', type: 'rapport.unreadable', time: timeOf(timestamp), data: { headers: Object.fromEntries(texts), valueBase64: value === null ? null : value.toString('base64') }, extensions };
}

interface Read {
  readonly attributes: Attributes;
  readonly data: JsonObject | null;
}

function readBinary(value: Buffer | null, headers: Attributes, contentType: string): Read {
  if (!headers.has('ce_specversion')) throw new Error('it is no CloudEvent: it has neither a header ce_specversion nor the content type application/cloudevents+json');
  const attributes = new Map<string, string>();
  for (const [name, text] of headers) if (name.startsWith('ce_')) attributes.set(name.slice(3), text);
  if (value === null) return { attributes, data: null };
  if (contentType !== '' && !isJson(contentType)) throw new Error(`its content type is ${contentType}, and only JSON is read`);
  return { attributes, data: objectOf(parse(value.toString(), 'its data is not JSON')) };
}

function readStructured(value: Buffer | null, contentType: string): Read {
  if (!isJson(contentType) || contentType.startsWith(`${STRUCTURED}-batch`)) throw new Error(`its content type is ${contentType}, and of structured events only application/cloudevents+json is read`);
  const event = parse(value?.toString() ?? '', 'its value is not JSON');
  if (!isObject(event)) throw new Error('its value is not a JSON object');
  const attributes = new Map<string, string>();
  for (const [name, each] of Object.entries(event)) {
    if (name === 'data' || name === 'data_base64' || each === null) continue;
    if (typeof each !== 'string' && typeof each !== 'number' && typeof each !== 'boolean') throw new Error(`its attribute ${name} is neither text, number nor flag`);
    attributes.set(name, String(each));
  }
  const { data, data_base64: encoded } = event;
  const dataType = attributes.get('datacontenttype');
  if (dataType !== undefined && !isJson(dataType.toLowerCase())) throw new Error(`its data is ${dataType}, and only JSON is read`);
  if (typeof encoded === 'string') return { attributes, data: objectOf(parse(Buffer.from(encoded, 'base64').toString(), 'its data is not JSON')) };
  return { attributes, data: data === undefined || data === null ? null : objectOf(data) };
}

function messageOf(attributes: Attributes, data: JsonObject | null, key: string | undefined, timestamp: string): BridgeMessage {
  if (attributes.get('specversion') !== '1.0') throw new Error('it is a CloudEvent of another version than 1.0');
  const [id, source, type] = [required(attributes, 'id'), required(attributes, 'source'), required(attributes, 'type')];
  const [subject, time, dataschema] = [attributes.get('subject'), attributes.get('time'), attributes.get('dataschema')];
  const extensions = extensionsOf(attributes);
  if (time !== undefined && Number.isNaN(Date.parse(time))) throw new Error('its time is not RFC 3339');
  const message: Writable<BridgeMessage> = { key: key ?? attributes.get('partitionkey') ?? subject ?? '', id, source, type, time: time ?? timeOf(timestamp), data };
  if (subject !== undefined) message.subject = subject;
  if (dataschema !== undefined) message.dataschema = dataschema;
  if (extensions !== undefined) message.extensions = extensions;
  return message;
}

type Writable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

function required(attributes: Attributes, name: string): string {
  const value = attributes.get(name) ?? '';
  if (value === '') throw new Error(`it has no ${name}`);
  return value;
}

function extensionsOf(attributes: Attributes): Record<string, string> | undefined {
  let extensions: Record<string, string> | undefined;
  for (const [name, value] of attributes) {
    if (NO_EXTENSIONS.has(name)) continue;
    if (!EXTENSION.test(name)) throw new Error(`it has an attribute ${name}, and names are of lower-case letters and digits`);
    (extensions ??= {})[name] = value;
  }
  return extensions;
}

/** Names in lower case; of a header that is there twice, the last. */
function textsOf(headers: IHeaders): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) texts.set(name.toLowerCase(), last.toString());
  }
  return texts;
}

function timeOf(timestamp: string): string {
  const moment = Number(timestamp);
  return formatTime(Number.isFinite(moment) && moment > 0 ? moment : 0);
}

function isJson(contentType: string): boolean {
  return contentType === 'application/json' || /^[^;\s]+[/+]json\s*(;|$)/.test(contentType);
}

function parse(text: string, fault: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new Error(fault, { cause });
  }
}

function objectOf(value: unknown): JsonObject {
  if (!isObject(value)) throw new Error('its data is not a JSON object');
  return value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
