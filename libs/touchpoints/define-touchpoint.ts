import type { DataClass } from './declaration';
import type { Initiator } from './touchpoint';

/** Turns the data of one schema version into that of the next. Pure. */
export type Upcaster = (data: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/**
 * Who may state it. `outside`: any sender, through intake. `call`: only the API call of its own (`POST /v1/identities/link`).
 * `system`: derived by the platform. The last two are refused by intake and are no touches.
 */
export type Origin = 'outside' | 'call' | 'system';

export interface TouchpointType<Type extends string = string, Data extends object = object> {
  /** `channel.fact-in-past-tense`. */
  readonly type: Type;
  readonly data: DataClass<Data>;
  readonly version: number;
  /** `upcasters[0]` leads from version 1 to 2, and so on: always version - 1 of them. */
  readonly upcasters: readonly Upcaster[];
  readonly initiator: Initiator;
  readonly origin: Origin;
  /** Dotted paths within `data` that hold something personal, whole with all below. A path through a list means each of its elements. */
  readonly personalData: readonly string[];
  readonly example: Data;
}

interface Declaration<Type extends string, Data extends object> {
  readonly type: Type;
  readonly data: DataClass<Data>;
  readonly example: NoInfer<Data>;
  readonly version?: number;
  readonly upcasters?: readonly Upcaster[];
  readonly initiator?: Initiator;
  readonly origin?: Origin;
  readonly personalData?: readonly string[];
}

/** Declares a type of touchpoint: by default version 1, begun by the customer, accepted from outside, without personal data. */
export function defineTouchpoint<const Type extends string, Data extends object>(declaration: Declaration<Type, Data>): TouchpointType<Type, Data> {
  return { version: 1, upcasters: [], initiator: 'customer', origin: 'outside', personalData: [], ...declaration };
}
