import type { Moment } from '#kernel';
import type { EncodedEvent, StoredEvent } from '../codec';
import type { ProposedEvent, ServerEvent } from './wire/messages';
import { textOf } from './wire/read-message';

/** The server's metadata of an event of ours: what is not its data. */
interface Metadata {
  readonly id: string;
  readonly occurredAt: Moment;
  readonly recordedAt: Moment;
  /** Names the append that wrote it, repeats of it included: the server does not say whether it has written now or before. */
  readonly append?: unknown;
  readonly identities: readonly unknown[];
  readonly meta: Readonly<Record<string, unknown>>;
}

/** What the index must know of an event. */
export type EventFacts = Pick<Metadata, 'id' | 'occurredAt' | 'recordedAt' | 'append'>;

/** `key` is the event's id at the server: a uuid of ours, told apart by every character, where the server would fold upper and lower case. */
export function proposedEvent(event: EncodedEvent, key: string, recordedAt: Moment, append: string): ProposedEvent {
  const head = JSON.stringify({ id: event.id, occurredAt: event.occurredAt, recordedAt, append });
  const metadata = `${head.slice(0, -1)},"identities":${event.identities},"meta":${event.meta}}`;
  return { id: key, type: event.type, data: Buffer.from(event.data), metadata: Buffer.from(metadata) };
}

/** Undefined for an event that is not of our writing. */
export function factsOf(event: ServerEvent): EventFacts | undefined {
  return metadataOf(event);
}

/** As the codec reads it; undefined for an event that is not of our writing. */
export function storedEvent(event: ServerEvent, known: Known): StoredEvent | undefined {
  return asWritten(event, known) ?? asParsed(event, known);
}

/** What the index adds. */
type Known = Pick<StoredEvent, 'position' | 'stream' | 'revision' | 'recordedAt' | 'occurredAt'>;

/** The texts as `proposedEvent` put them together, not taken apart further; undefined where others have put them together anew. */
function asWritten(event: ServerEvent, known: Known): StoredEvent | undefined {
  const text = textOf(event.metadata);
  if (!text.startsWith(ID)) return undefined;
  const idEnd = endOfString(text, ID.length);
  // Within a text each quotation mark has a backslash before it: this is no part of one.
  const identities = text.indexOf(IDENTITIES, idEnd) + IDENTITIES.length;
  const identitiesEnd = endOfValue(text, identities);
  const meta = identitiesEnd + META.length;
  if (identities < idEnd || !text.startsWith(META, identitiesEnd) || endOfValue(text, meta) !== text.length - 1) return undefined;
  return { ...known, id: JSON.parse(text.slice(ID.length - 1, idEnd)) as string, type: event.type, identities: text.slice(identities, identitiesEnd), data: textOf(event.data), meta: text.slice(meta, -1) };
}

function asParsed(event: ServerEvent, known: Known): StoredEvent | undefined {
  const metadata = metadataOf(event);
  return metadata && { ...known, id: metadata.id, type: event.type, identities: JSON.stringify(metadata.identities), data: textOf(event.data), meta: JSON.stringify(metadata.meta) };
}

const ID = '{"id":"';
const IDENTITIES = ',"identities":';
const META = ',"meta":';
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** Behind the list or the object that begins there; -1 where it does not end. */
function endOfValue(json: string, from: number): number {
  let depth = 0;
  for (let at = from; at < json.length; at++) {
    const character = json.charCodeAt(at);
    if (character === QUOTE) at = endOfString(json, at + 1) - 1;
    else if (character === OPEN_OBJECT || character === OPEN_LIST) depth += 1;
    else if ((character === CLOSE_OBJECT || character === CLOSE_LIST) && --depth <= 0) return at + 1;
  }
  return -1;
}

/** Behind the quotation mark that ends the text of which this is the first character. */
function endOfString(json: string, from: number): number {
  for (let at = from; at < json.length; at++) {
    const character = json.charCodeAt(at);
    if (character === BACKSLASH) at += 1;
    else if (character === QUOTE) return at + 1;
  }
  return json.length;
}

function metadataOf(event: ServerEvent): Metadata | undefined {
  try {
    const metadata: unknown = JSON.parse(textOf(event.metadata));
    return isOurs(metadata) ? metadata : undefined;
  } catch {
    return undefined;
  }
}

function isOurs(metadata: unknown): metadata is Metadata {
  if (typeof metadata !== 'object' || metadata === null) return false;
  const { id, occurredAt, recordedAt, identities, meta } = metadata as Partial<Record<keyof Metadata, unknown>>;
  return typeof id === 'string' && typeof occurredAt === 'number' && typeof recordedAt === 'number' && Array.isArray(identities) && typeof meta === 'object' && meta !== null;
}
