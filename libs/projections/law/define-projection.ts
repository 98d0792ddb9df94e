import type { Moment } from '#kernel';
import type { FieldType, JsonObject } from '#read-models';
import type { DataOf, EventType, RecordedEvent } from '#touchpoints';
import type { Customer } from './customer';

/** Whole UTC days from the moment in `daysSince` (a dotted path of a time field) to now: never stored, always computed, so that it is never stale. */
export interface DayCount {
  readonly daysSince: string;
}

export type ProjectionField = FieldType | DayCount;

/** What a view is given besides the state: the customer (its identities as known) and the moment. */
export interface ViewContext {
  readonly customer: Customer;
  readonly at: Moment;
  /** What the projection declared as its `reference`, as in force at the moment; undefined until there is one. */
  readonly reference?: JsonObject | undefined;
}

/**
 * A read model as a pure value: how a customer's history folds into a state, and how a state reads at a moment.
 *
 * A fold owns its state: handlers change it in place, and it must survive `JSON.parse(JSON.stringify(state))` unchanged. Nothing here may read a clock,
 * draw a random number or do I/O: the law (live = rebuilt = refolded = as-of-now) rests on it, and its property test runs over every projection of the catalogue.
 */
export interface Projection<State = unknown> {
  /** kebab-case; the read model's name. */
  readonly name: string;
  readonly version: number;
  /** One line for catalogues. */
  readonly summary: string;
  /** The types that it folds; `any`: all touchpoints. */
  readonly handles: readonly EventType[] | 'any';
  /** Indexed fields by dotted path, to filter, sort and count by. */
  readonly fields: Readonly<Record<string, ProjectionField>>;
  /** `false`: any order of the same events gives the same state, so late events cost nothing. Held to by the law's test. */
  readonly orderMatters: boolean;
  /** The name of a reference (as quantile cuts over all customers) that the view needs. */
  readonly reference?: string | undefined;
  initial(): State;
  apply(state: State, event: RecordedEvent): void;
  /** The document at the moment; undefined while the customer has none. Must not change the state. */
  view(state: State, context: ViewContext): JsonObject | undefined;
  /** The first moment after `after` at which time alone changes the view (day counts aside). */
  dueAt(state: State, after: Moment): Moment | undefined;
}

type Handler<State, Type extends EventType> = (state: State, event: RecordedEvent<Type, DataOf[Type]>) => void;

export interface ProjectionDeclaration<State> {
  readonly name: string;
  readonly version: number;
  readonly summary: string;
  readonly fields?: Readonly<Record<string, ProjectionField>>;
  readonly orderMatters?: boolean;
  readonly reference?: string;
  readonly initial: () => State;
  /** Sees every touchpoint, before the handler of its type. */
  readonly onAny?: (state: State, event: RecordedEvent) => void;
  readonly on?: { readonly [Type in EventType]?: Handler<State, Type> };
  readonly view: (state: State, context: ViewContext) => JsonObject | undefined;
  readonly dueAt?: (state: State, after: Moment) => Moment | undefined;
}

/** Declares a projection: the order of events matters and time alone changes nothing, unless said otherwise. */
export function defineProjection<State>(declaration: ProjectionDeclaration<State>): Projection<State> {
  const { name, version, summary, fields = {}, orderMatters = true, reference, initial, onAny, on = {}, view, dueAt } = declaration;
  const handlers = new Map(Object.entries(on) as unknown as [string, (state: State, event: RecordedEvent) => void][]);
  return {
    name, version, summary, fields, orderMatters, reference, initial, view,
    handles: onAny ? 'any' : (Object.keys(on) as EventType[]),
    apply: (state, event): void => {
      onAny?.(state, event);
      handlers.get(event.type)?.(state, event);
    },
    dueAt: dueAt ?? ((): undefined => undefined),
  };
}
