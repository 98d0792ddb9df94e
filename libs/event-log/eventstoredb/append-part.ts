import { type Moment, RapportError, uuidOf } from '#kernel';
import type { EncodedEvent } from '../codec';
import type { AppendOptions, AppendOutcome } from '../event-log';

export interface KeyedEvent {
  /** The event's id at the server. */
  readonly key: string;
  readonly event: EncodedEvent;
  /** Of an event that is carried over from another log. */
  readonly recordedAt?: Moment | undefined;
  /** Bytes of its data in UTF-8. */
  readonly dataBytes: number;
  /** Bytes of the rest, nearly. */
  readonly otherBytes: number;
}

export type Expectation = NonNullable<AppendOptions['expectedRevision']>;

/** What one call appends to one stream. */
export interface AppendPart {
  readonly stream: string;
  readonly events: readonly KeyedEvent[];
  readonly expected: Expectation;
}

export interface PendingPart extends AppendPart {
  readonly resolve: (outcomes: AppendOutcome[]) => void;
  readonly reject: (error: unknown) => void;
}

/** The server's limit on the data of one append, bytes. Metadata does not count. */
const MOST_DATA = 1_048_576;
/** Of everything in one append, bytes: the server takes messages of nearly twice as much. */
const MOST_BYTES = 8 * 1_048_576;

export function keyedEvent(event: EncodedEvent, recordedAt?: Moment): KeyedEvent {
  return { key: uuidOf('event', event.id), event, recordedAt, dataBytes: Buffer.byteLength(event.data), otherBytes: 300 + 3 * (event.identities.length + event.meta.length + event.id.length) };
}

/** By stream, in the order in which the streams first come. */
export function partsOf(events: readonly EncodedEvent[], expected: Expectation, recordedAt?: readonly Moment[]): AppendPart[] {
  const byStream = new Map<string, KeyedEvent[]>();
  for (const [index, event] of events.entries()) {
    const known = byStream.get(event.stream);
    const keyed = keyedEvent(event, recordedAt?.[index]);
    if (known) known.push(keyed);
    else byStream.set(event.stream, [keyed]);
  }
  return [...byStream].map(([stream, own]) => ({ stream, events: own, expected }));
}

/** Stretches in each of which a stream's events follow each other, so that writing stream by stream keeps their order. */
export function turnsOf(events: readonly { readonly stream: string }[]): { readonly from: number; readonly to: number }[] {
  const turns: { from: number; to: number }[] = [];
  let seen = new Set<string>();
  for (const [index, { stream }] of events.entries()) {
    const turn = turns.at(-1);
    if (turn && (!seen.has(stream) || events[index - 1]?.stream === stream)) {
      turn.to = index + 1;
    } else {
      turns.push({ from: index, to: index + 1 });
      seen = new Set();
    }
    seen.add(stream);
  }
  return turns;
}

/** @throws RAPPORT_BODY_TOO_LARGE for what the server cannot take: too large an event, or too much at once where it must be written as one */
export function requireSize({ events, expected }: AppendPart): void {
  if (events.some((event) => fitting([event]).length === 0)) throw new RapportError('RAPPORT_BODY_TOO_LARGE', `EventStoreDB takes events of up to ${MOST_DATA} bytes of data`);
  if (expected !== 'any' && fitting(events).length < events.length) throw new RapportError('RAPPORT_BODY_TOO_LARGE', `EventStoreDB takes up to ${MOST_DATA} bytes of data in one append that expects a revision`);
}

/** As many from the beginning as one append can hold. */
export function fitting(events: readonly KeyedEvent[]): readonly KeyedEvent[] {
  let data = 0;
  let bytes = 0;
  const end = events.findIndex(({ dataBytes, otherBytes }) => {
    data += dataBytes;
    bytes += dataBytes + otherBytes;
    return data > MOST_DATA || bytes > MOST_BYTES;
  });
  return end === -1 ? events : events.slice(0, end);
}
