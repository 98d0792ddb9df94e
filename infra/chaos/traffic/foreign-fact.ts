import type { Identity } from './touchpoint';

/** What a service that is none of the product states on an inbound topic. */
export interface ForeignFact {
  readonly topic: 'billing' | 'fulfilment' | 'service';
  /** With the id it is one fact, however often it comes. */
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly identity: Identity;
  readonly data: Readonly<Record<string, string | number>>;
}

/** Sent together, in this order. */
export interface Sending {
  readonly at: number;
  readonly facts: readonly ForeignFact[];
}

/** Under which a fact is in the log. */
export function logIdOf({ source, id }: ForeignFact): string {
  return `ce:${source}:${id}`;
}
