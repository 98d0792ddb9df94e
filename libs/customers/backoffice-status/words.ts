import { type Moment, type Position, readTime } from '#kernel';

/** The latest word of the back office on a matter. */
export interface Word {
  /** The event's type. */
  readonly said: string;
  readonly at: Moment;
  /** Of the event, to tell two of the same moment apart. */
  readonly position: string;
  readonly orderId?: string;
  readonly shipmentId?: string;
  readonly total?: number;
  readonly currency?: string;
  readonly dueAt?: Moment;
  readonly expectedAt?: Moment;
  readonly reason?: string;
  readonly team?: string;
}

/** By matter, as `invoice:I-77`: the latest by time, so events may arrive in any order. */
export type Words = Record<string, Word>;

interface Said {
  readonly caseId?: string | null;
  readonly orderId?: string | null;
  readonly shipmentId?: string | null;
  readonly total?: number | null;
  readonly currency?: string | null;
  readonly dueAt?: string | null;
  readonly expectedAt?: string | null;
  readonly reason?: string | null;
  readonly team?: string | null;
}

/** Of an event, what a word is made of. */
export interface Statement {
  readonly type: string;
  readonly occurredAt: Moment;
  readonly position: Position;
  readonly data: Said;
}

/** Takes an event as a word on a matter; of two at the same moment the one recorded later counts. */
export function take(words: Words, matter: string, { type, occurredAt, position, data }: Statement): void {
  const known = words[matter];
  if (known && (known.at > occurredAt || (known.at === occurredAt && BigInt(known.position) > position))) return;
  const { orderId, shipmentId, total, currency, dueAt, expectedAt, reason, team } = data;
  words[matter] = {
    said: type, at: occurredAt, position: position.toString(),
    ...given({ orderId, shipmentId, total, currency, team }),
    // Elsewhere it may be the customer's own words.
    ...(type.startsWith('fulfilment.') ? given({ reason }) : {}),
    ...given({ dueAt: momentOf(dueAt), expectedAt: momentOf(expectedAt) }),
  };
}

function momentOf(text: string | null | undefined): Moment | undefined {
  return text === null || text === undefined ? undefined : readTime(text);
}

function given(values: Readonly<Record<string, string | number | null | undefined>>): Partial<Word> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
}
