/** A place in the whole log of the server. `prepare` is `commit` for every event; the checkpoints of a catch-up have 0. */
export interface LogPosition {
  readonly commit: number;
  readonly prepare: number;
}

/** An event to be written. Everything is bytes already: nothing that the transport does with it can fail on its content. */
export interface ProposedEvent {
  /** A uuid. */
  readonly id: string;
  readonly type: string;
  /** JSON. */
  readonly data: Uint8Array;
  /** JSON. */
  readonly metadata: Uint8Array;
}

/** An event as the server holds it, whoever wrote it. */
export interface ServerEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: LogPosition;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export type ReadMessage =
  | { readonly kind: 'event'; readonly event: ServerEvent }
  /** Everything up to here was considered by a filtered subscription. In order with the events: none that it covers comes later. */
  | { readonly kind: 'checkpoint'; readonly position: LogPosition }
  | { readonly kind: 'caught-up' }
  | { readonly kind: 'no-stream' }
  | { readonly kind: 'other' };

export type Filter = { readonly streams: readonly string[] } | { readonly types: readonly string[] };

export interface StreamRead {
  readonly stream: string;
  /** Inclusive. */
  readonly from: number | 'start' | 'end';
  readonly direction: 'forwards' | 'backwards';
  readonly count: number;
}

export interface LogRead {
  /** Inclusive forwards, exclusive backwards; on the boundary of an event. */
  readonly from: LogPosition | 'start' | 'end';
  readonly direction: 'forwards' | 'backwards';
  /** Of what passes the filter; above 0. */
  readonly count: number;
  /** By prefixes. */
  readonly filter?: Filter;
}

export interface LogSubscription {
  /** Exclusive; an event's or a checkpoint's. */
  readonly after: LogPosition | 'start';
  readonly filter: Filter;
}

/** `last` is undefined for a stream that does not exist. */
export type AppendAnswer = { readonly kind: 'written'; readonly revision: number; readonly position: LogPosition } | { readonly kind: 'wrong-revision'; readonly last: number | undefined };

export type ExpectedRevision = 'none' | number;
