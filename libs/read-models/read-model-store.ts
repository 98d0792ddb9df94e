import type { Moment, Position } from '#kernel';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined };
export type JsonObject = Readonly<Record<string, unknown>>;

/** How the values of an indexed field compare: numbers, text by code point, moments as ISO text, flags (false before true). A value of another type counts as none. */
export type FieldType = 'number' | 'text' | 'time' | 'flag';
export type FieldValue = number | string | boolean;

/** One generation of a read model: what is being built, served, or kept for a roll-back. */
export interface CollectionSpec {
  /** Unique, as `purchasing@1.3`. */
  readonly id: string;
  /** Dotted paths within the document, indexed by the engine. */
  readonly fields: Readonly<Record<string, FieldType>>;
}

/** A document and what its fold needs to go on. */
export interface StoredDocument {
  readonly key: string;
  /** The log position that it reflects: the guard. An older write never wins. */
  readonly position: Position;
  /** null: nothing to show (yet); such a document is found by key, scan and `due` alone. */
  readonly document: JsonObject | null;
  readonly state?: unknown;
  /** When the document next changes by time alone. */
  readonly dueAt?: Moment | undefined;
}

export interface Write {
  readonly collection: string;
  readonly put?: readonly StoredDocument[];
  readonly remove?: readonly string[];
}

/** Keys from one (inclusive) up to another (exclusive): a partition of the customers. */
export interface KeyRange {
  readonly from?: string | undefined;
  readonly below?: string | undefined;
}

/** The reign of an owner over a piece of work. */
export interface Fence {
  readonly lease: string;
  readonly epoch: number;
}

/** Writes that belong together. An engine without transactions over documents applies them in this order: writes, checkpoints, settings. */
export interface Commit {
  readonly writes?: readonly Write[];
  readonly checkpoints?: Readonly<Record<string, Position>>;
  /** Small named values; null removes one. */
  readonly settings?: Readonly<Record<string, JsonObject | null>>;
  /**
   * Refused with RAPPORT_FENCED once the lease has had a later reign. Checkpoints and settings of such a commit are never applied, however late it comes;
   * documents may be, where the engine has no transaction: they are guarded by position.
   */
  readonly fence?: Fence;
  /**
   * All of it takes place or none of it, also where the process ends in the middle: then whoever reigns next finishes it before the reign begins, and the same reign
   * before its next commit. For documents that hold each other up. Without a fence, only an engine that is atomic can promise this.
   */
  readonly whole?: boolean;
}

/** `prefix` is for text and time. A document without the field satisfies no operator, `ne` neither; nor does any document satisfy a value of another type. */
export type Operator = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'prefix';

export interface Filter {
  readonly collection: string;
  readonly field: string;
  readonly operator: Operator;
  readonly value: FieldValue;
}

export interface Sort {
  readonly collection: string;
  readonly field: string;
  readonly descending: boolean;
}

/** Where a page ended: the key, and the sort field's value there. Equal values go by key, in the sort's direction; null, which is none, sorts last in both, by key ascending. */
export interface PageEnd {
  readonly key: string;
  readonly value?: FieldValue | null;
}

export interface Find {
  /** The keys of this collection; filters and sort may name others, joined by key. */
  readonly from: string;
  /** Only these keys, a thousand at most. */
  readonly keys?: readonly string[];
  readonly where?: readonly Filter[];
  readonly sort?: Sort;
  readonly after?: PageEnd;
  readonly limit: number;
}

export interface Found {
  readonly keys: readonly string[];
  /** Set while there may be more. */
  readonly next?: PageEnd;
}

export interface Count {
  readonly from: string;
  readonly by: string;
  readonly where?: readonly Filter[];
}

export interface FieldCount {
  readonly value: FieldValue | null;
  readonly count: number;
}

/** Documents by key, in collections, with fields that the engine indexes. Needs no transaction over documents. */
export interface ReadModelStore {
  /** Whether a commit is written as a whole or not at all; otherwise a crash may leave the first of its writes. */
  readonly atomic: boolean;
  /** Makes the collection, or what is still missing of it. `filling`: much will be written before anything is asked by a field, so its indexes may wait for the next call without it. */
  ensure(collection: CollectionSpec, options?: { readonly filling?: boolean }): Promise<void>;
  drop(collection: string): Promise<void>;
  collections(): Promise<CollectionSpec[]>;

  commit(commit: Commit): Promise<void>;

  get(collection: string, keys: readonly string[]): Promise<Map<string, StoredDocument>>;
  /** By key, ascending. */
  scan(collection: string, after: string | undefined, limit: number): Promise<StoredDocument[]>;
  /** The greatest key; undefined for an empty collection. */
  lastKey(collection: string): Promise<string | undefined>;
  find(query: Find): Promise<Found>;
  count(query: Count): Promise<FieldCount[]>;
  size(collection: string): Promise<number>;
  /** The values of a field at the given ranks (from 0) of its ascending order; documents without it have no rank. */
  ranks(collection: string, field: string, ranks: readonly number[]): Promise<(FieldValue | null)[]>;
  /** How many documents have the field. */
  ranked(collection: string, field: string): Promise<number>;
  /** Keys whose `dueAt` has come, soonest first. */
  due(collection: string, now: Moment, limit: number, range?: KeyRange): Promise<string[]>;
  /** The soonest `dueAt` of the collection. */
  nextDue(collection: string, range?: KeyRange): Promise<Moment | undefined>;

  checkpoint(name: string): Promise<Position | undefined>;
  setting<Value extends JsonObject>(name: string): Promise<Value | undefined>;
  /** All settings whose names begin so. */
  settings(prefix: string): Promise<Map<string, JsonObject>>;

  /**
   * Takes a lease that is free or run out, or prolongs one's own: for so many ms by the engine's own clock. Answers the number of the reign, which grows with
   * each change of owner and each lapse; undefined while another holds it.
   */
  acquire(lease: string, owner: string, ttl: number): Promise<number | undefined>;
  /** Lets go, if it is one's own. */
  release(lease: string, owner: string): Promise<void>;
  /** The leases in force whose names begin so, with their owners. */
  leases(prefix: string): Promise<Map<string, string>>;

  health(): Promise<{ readonly engine: string; readonly ok: boolean; readonly reason?: string }>;
  /** From now on no call waits for an engine that has not been reached yet: whoever is told to stop is not held up by it. For engines that are elsewhere. */
  hurry?(): void;
  close(): Promise<void>;
}

/** The value at a dotted path; undefined where there is none. */
export function valueAt(document: JsonObject, path: string): unknown {
  let value: unknown = document;
  for (const name of path.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
