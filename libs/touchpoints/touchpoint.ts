import type { Moment, Position } from '#kernel';

/** A name under which a customer is met: of one kind (`email`, `user-id`, …), with its value as it was sent. */
export interface Identity {
  readonly kind: string;
  readonly value: string;
}

/** Who began it: the customer (pull), the company (push), or a machine of either. */
export type Initiator = 'customer' | 'company' | 'system';

export interface Source {
  readonly system?: string;
  readonly record?: string;
  readonly [further: string]: unknown;
}

export interface Campaign {
  readonly source?: string;
  readonly medium?: string;
  readonly name?: string;
  readonly term?: string;
  readonly [further: string]: unknown;
}

export interface TouchpointContext {
  readonly sessionId?: string;
  readonly campaign?: Campaign;
  readonly url?: string;
  readonly referrer?: string;
  readonly locale?: string;
  readonly timeZone?: string;
  readonly [further: string]: unknown;
}

/** What caused a derived fact: the position of the event, and the projection that drew the conclusion. */
export interface Cause {
  readonly position?: string;
  readonly projection?: string;
  readonly version?: number;
}

/** A touchpoint as senders write it. Times are ISO 8601. */
export interface Touchpoint<Type extends string = string, Data extends object = Record<string, unknown>> {
  readonly id: string;
  readonly type: Type;
  readonly identities: readonly Identity[];
  readonly occurredAt?: string;
  readonly sentAt?: string;
  readonly data: Data;
  readonly source?: Source;
  readonly context?: TouchpointContext;
}

/** An event ready to be appended: validated, its clock corrected, its stream and its names chosen. */
export interface NewEvent<Type extends string = string, Data extends object = Record<string, unknown>> {
  readonly id: string;
  readonly type: Type;
  readonly stream: string;
  /** When it happened, the sender's clock corrected. */
  readonly occurredAt: Moment;
  readonly receivedAt: Moment;
  /** The sender's claim, where it differs from `occurredAt`. */
  readonly claimedAt?: Moment | undefined;
  readonly sentAt?: Moment | undefined;
  readonly schemaVersion: number;
  readonly initiator: Initiator;
  readonly identities: readonly Identity[];
  readonly data: Data;
  readonly source?: Source | undefined;
  readonly context?: TouchpointContext | undefined;
  readonly causedBy?: Cause | undefined;
  /** Read models learn from it; no effect leaves the house because of it. */
  readonly backfill?: true | undefined;
}

/** An event as the log holds it. */
export interface RecordedEvent<Type extends string = string, Data extends object = Record<string, unknown>> extends NewEvent<Type, Data> {
  readonly position: Position;
  /** Place within its stream, from 0. */
  readonly revision: number;
  readonly recordedAt: Moment;
}

/** `commerce.order-completed` is of the channel `commerce`. */
export function channelOf(type: string): string {
  const dot = type.indexOf('.');
  return dot < 0 ? type : type.slice(0, dot);
}
