/** The shapes of the HTTP interface that the console reads; docs: /api on the running product. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
  readonly position?: string;
}

export interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export interface Identity {
  readonly kind: string;
  readonly value: string;
  /** Null while only a link has named it. */
  readonly since?: string | null;
}

export interface RecordedEvent {
  readonly id: string;
  readonly type: string;
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly identities: readonly Identity[];
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly receivedAt?: string;
  readonly claimedAt?: string;
  readonly schemaVersion?: number;
  readonly initiator?: 'customer' | 'company' | 'system';
  readonly causedBy?: Json;
  readonly backfill?: boolean;
  readonly data: JsonObject;
  readonly source?: JsonObject;
  readonly context?: JsonObject;
}

/** A read model's document: its fields, and what it was made of. */
export type Document = JsonObject & {
  readonly customerId?: string;
  readonly asOf?: string;
  readonly position?: string;
  readonly version?: number;
};

export type Trait = { readonly value: Json; readonly source?: string; readonly observedAt?: string };
export type Channels = Readonly<Record<string, { readonly count: number; readonly lastAt?: string }>>;

export type Profile = Document & {
  readonly identities?: readonly Identity[];
  readonly firstSeenAt?: string;
  readonly lastSeenAt?: string;
  readonly touches?: number;
  readonly byChannel?: Channels;
  readonly traits?: Readonly<Record<string, Trait>>;
  readonly completeness?: number;
};

export type LifecyclePosition = Document & {
  readonly phase?: string;
  readonly stage?: string;
  readonly since?: string;
  readonly previousStage?: string | null;
  readonly reasons?: readonly Json[];
  readonly acquiredAt?: string;
  readonly retainedAt?: string;
  readonly extendedAt?: string;
};

export type Purchasing = Document & {
  readonly orders?: number;
  readonly purchaseDays?: number;
  readonly firstOrderAt?: string | null;
  readonly lastOrderAt?: string | null;
  readonly revenue?: number;
  readonly refunded?: number;
  readonly currency?: string;
  readonly categories?: Json;
  readonly repeat?: { readonly x: number; readonly tx: number; readonly T: number };
};

export type Rfm = Document & {
  readonly recencyDays?: number;
  readonly frequency?: number;
  readonly monetary?: number;
  readonly r?: number | null;
  readonly f?: number | null;
  readonly m?: number | null;
  readonly segment?: string | null;
  /** The quintiles that the scores go by, and of how many customers they are. */
  readonly cuts?: JsonObject | null;
};

export interface ReadModels {
  readonly profile?: Profile;
  readonly 'lifecycle-position'?: LifecyclePosition;
  readonly purchasing?: Purchasing;
  readonly rfm?: Rfm;
  readonly [name: string]: Document | undefined;
}

export interface Customer {
  readonly id: string;
  readonly aliasOf?: string;
  readonly identities: readonly Identity[];
  readonly readModels: ReadModels;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly position: string;
}

export interface CustomerRow {
  readonly id: string;
  readonly identities: readonly Identity[];
  readonly readModels?: Readonly<Record<string, JsonObject>>;
}

export interface Counts {
  readonly counts: readonly { readonly value: string | number | boolean | null; readonly count: number }[];
  readonly total: number;
  readonly position?: string;
}

export interface GrowthPeriod {
  readonly period: string;
  readonly firstTime: number;
  readonly regular: number;
  readonly additional: number;
}

/** A field of a document that two moments, or two versions, tell differently; `path` in dotted form. */
export interface Difference {
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
}

export interface Change extends Difference {
  readonly readModel: string;
}

export interface Comparison {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly Change[];
  readonly events: readonly RecordedEvent[];
}

export interface DocumentAt {
  readonly document: Document | null;
  readonly event: { readonly position: string; readonly type: string; readonly occurredAt: string; readonly recordedAt: string } | null;
  readonly at: string;
}

export interface EventType {
  readonly type: string;
  readonly channel: string;
  readonly version: number;
  readonly count: number;
  readonly personalData: readonly string[];
  readonly handledBy: readonly string[];
  readonly schema?: JsonObject;
  readonly example?: JsonObject;
}

export interface Rebuild {
  readonly state: 'running' | 'done' | 'failed';
  readonly processed: number;
  readonly total: number;
  readonly rate?: number;
  readonly etaSeconds?: number;
}

export interface Projection {
  readonly name: string;
  readonly version: number;
  readonly state: 'booting' | 'live' | 'rebuilding' | 'stopped';
  readonly position: string;
  readonly lag: { readonly events: number; readonly seconds: number };
  readonly rate?: number;
  readonly parked: number;
  readonly reason?: string;
  readonly rebuild?: Rebuild;
}

/** An entry of the catalogue of read models. */
export interface ReadModel {
  readonly name: string;
  /** The version that is served. */
  readonly version: number;
  readonly versions: readonly number[];
  readonly summary: string;
  readonly fields: JsonObject;
  readonly handles: 'any' | readonly string[];
}

export interface VersionComparison {
  readonly customers: number;
  readonly changed: number;
  readonly items: readonly { readonly customerId: string; readonly changes: readonly Difference[] }[];
}

export interface Parked {
  readonly customerId: string;
  readonly event: { readonly position: string; readonly type: string };
  readonly error: { readonly message: string };
  readonly since: string;
}

export interface Quarantined {
  readonly id: string;
  readonly receivedAt: string;
  readonly errors: readonly FieldError[];
  readonly raw: Json;
}

export interface IntakeAnswer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly position?: string;
  readonly items?: readonly { readonly status: string; readonly position?: string }[];
}

/** A service that is told what happens. */
export interface Subscription {
  readonly id: string;
  readonly url: string;
  readonly types: readonly string[];
  readonly description?: string;
  readonly state: 'active' | 'paused' | 'disabled';
  readonly reason?: string;
  readonly position: string;
  readonly lag: { readonly events: number; readonly seconds: number };
  readonly delivered: number;
  readonly retrying: number;
  readonly parked: number;
  readonly lastError?: { readonly message: string; readonly at: string };
  readonly replay?: { readonly position: string; readonly to: string; readonly delivered: number; readonly count: number };
}
