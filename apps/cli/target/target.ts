import type { DocumentHistory, WireIdentity } from '#customers';
import type { Receipt } from '#intake/import';
import type { ReceiveOptions, Received } from '#intake/receive';
import type { Difference, VantageQuery } from '#projections';
import type { JsonObject } from '#read-models';
import type { Identity } from '#touchpoints';
import type { CustomerReference } from './customer-reference';

/** A recorded event as it goes over the wire. */
export interface WireEvent {
  readonly position: string;
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly identities: readonly Identity[];
  readonly data: Readonly<Record<string, unknown>>;
}

export interface FoundCustomer {
  readonly id: string;
  /** The id that was asked for, where the customer now goes by another. */
  readonly aliasOf?: string | undefined;
  readonly identities: readonly WireIdentity[];
}

export interface CustomerView extends FoundCustomer {
  readonly readModels: Readonly<Record<string, JsonObject>>;
  readonly asOf: string;
  readonly knownAt: string;
  readonly position: string;
}

export interface EventsQuery {
  /** After this position. */
  readonly after: string | undefined;
  readonly types: readonly string[] | undefined;
  readonly direction: 'forwards' | 'backwards';
  readonly limit: number;
}

export interface VersionComparison {
  readonly customers: number;
  readonly changed: number;
  /** The first of those who change. */
  readonly items: readonly { readonly customerId: string; readonly changes: readonly Difference[] }[];
  readonly position: string;
}

export interface RebuildOutcome {
  readonly name: string;
  readonly version: number;
  readonly customers: number;
  readonly parked: number;
}

/**
 * The platform as commands see it: a running server, or a data folder that no server has. Everything is answered in the shapes of the HTTP interface.
 * Reading waits until the read models have folded what the log held when the command began.
 */
export interface Target {
  /** What it is, for sentences. */
  readonly name: string;
  /** Answers after the durable append. */
  receive(received: readonly Received[], options: ReceiveOptions): Promise<Receipt>;
  /** Waits until the read models have passed a position, by default the end of the log. */
  settle(position?: string): Promise<{ readonly customers: number; readonly position: string }>;

  /** @throws RAPPORT_NOT_FOUND */
  find(reference: CustomerReference, vantage: VantageQuery): Promise<FoundCustomer>;
  customer(id: string, vantage: VantageQuery): Promise<CustomerView>;
  /** The ids of all customers, page by page. */
  customers(): AsyncIterable<readonly string[]>;
  /** Newest first, page by page. */
  timeline(id: string, vantage: VantageQuery): AsyncIterable<readonly WireEvent[]>;
  documentHistory(id: string, model: string, vantage: VantageQuery): Promise<DocumentHistory>;

  projections(): Promise<readonly { readonly name: string; readonly version: number }[]>;
  rebuild(name: string, version: number | undefined): Promise<RebuildOutcome>;
  compare(name: string, version: number, limit: number): Promise<VersionComparison>;

  events(query: EventsQuery): Promise<readonly WireEvent[]>;
  /** What is recorded after a position, as it comes, until the signal. */
  follow(after: string, types: readonly string[] | undefined, signal: AbortSignal): AsyncIterable<readonly WireEvent[]>;
  head(): Promise<string>;

  close(): Promise<void>;
}
