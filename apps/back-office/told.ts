import type { BridgeMessage } from '#bridge';
import { fromBridge } from '#bridge/messages';
import { type Moment, parseTime, RapportError } from '#kernel';
import { type DataOf, type EventType, evidenceOf, type Identity, type IdentityRules, type TouchpointCheck } from '#touchpoints';

/** Whom something is about, as the bridge has told it. */
export interface Subject {
  /** Key of all that is stated of it: the customer's id at that time. A merge may have given the customer another since. */
  readonly customerId: string;
  /** The one name under which the facts come in again: that of the stream which holds their cause, so that they are no evidence of anything new. */
  readonly identity: Identity;
}

/** A touchpoint that a department listens to, its data checked by the published schema. */
export type Told<Type extends EventType> = { readonly [T in Type]: Telling & { readonly type: T; readonly data: DataOf[T] } }[Type];

interface Telling extends Subject {
  readonly id: string;
  /** When it happened. */
  readonly at: Moment;
  /** When the log took it in: before that, nobody could act upon it. The same however often it is told. */
  readonly recordedAt: Moment;
}

export interface Understanding {
  readonly check: TouchpointCheck;
  readonly identities: IdentityRules;
}

/** Reads a message of one of the types. @throws RAPPORT_INVALID_TOUCHPOINT where its data does not fit its type, or it names nobody */
export function readTold<Type extends EventType>(message: BridgeMessage & { readonly type: Type }, { check, identities: rules }: Understanding): Told<Type> {
  const { id, key, type, time, extensions } = message;
  const { data, identities } = fromBridge(message);
  const [fault] = check.check(type, data);
  if (fault) throw new RapportError('RAPPORT_INVALID_TOUCHPOINT', `${type} ${id}: ${fault.message}`, { errors: [fault] });
  const named = Array.isArray(identities) ? identities.filter(isIdentity) : [];
  const identity = named.find((each) => evidenceOf(each, rules) !== undefined) ?? named[0];
  if (!identity) throw new RapportError('RAPPORT_INVALID_TOUCHPOINT', `${type} ${id} names no identity`);
  const at = parseTime(time);
  const recordedAt = extensions?.['recordedat'] === undefined ? at : parseTime(extensions['recordedat'], 'recordedat');
  // The data has just been checked by the schema of its type.
  return { id, type, customerId: key, identity, at, recordedAt, data } as unknown as Told<Type>;
}

function isIdentity(value: unknown): value is Identity {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string' && 'value' in value && typeof value.value === 'string';
}
