import type { InboundTopic } from '#bridge/messages';
import type { Moment } from '#kernel';
import type { DataOf, EventType } from '#touchpoints';
import type { Subject, Told } from './told';

/** Something that a department states. */
export type Fact = { readonly [T in EventType]: { readonly type: T; readonly at: Moment; readonly data: DataOf[T]; readonly cause: readonly string[] } }[EventType];

/** What became of a piece of work, and what is to be stated of it. */
export interface Step<Work extends Subject> {
  readonly work: Work;
  readonly facts: readonly Fact[];
}

/**
 * The pure rules of one function of the back office over its pieces of work: an invoice, a shipment, a case. Whatever is told twice, or told back of what the
 * department has stated itself, changes nothing and states nothing.
 */
export interface Department<Work extends Subject, Heard extends EventType> {
  readonly name: 'billing' | 'fulfilment' | 'service-desk';
  /** Where its facts go. */
  readonly topic: InboundTopic;
  readonly hears: readonly Heard[];
  /** The piece of work that it is about; undefined where it is about none. */
  readonly keyOf: (told: Told<Heard>) => string | undefined;
  readonly hear: (work: Work | undefined, told: Told<Heard>) => Step<Work>;
  /** Does all that is due by now; afterwards `dueAt` lies ahead, or nowhere. */
  readonly elapse: (work: Work, now: Moment) => Step<Work>;
  /** When the work goes on by time alone. */
  readonly dueAt: (work: Work) => Moment | undefined;
}

/** An id of the department's own after that of something else, which a person can read wherever there is room for it. */
export function ownId(prefix: string, id: string, shortened: (id: string) => string): string {
  return prefix.length + id.length <= LONGEST_ID ? prefix + id : prefix + shortened(id);
}

const LONGEST_ID = 200;
