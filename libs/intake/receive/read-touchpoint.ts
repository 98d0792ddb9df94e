import { depthOf, type FieldError, formatTime, type Moment, readTime, SECOND } from '#kernel';
import { type EventTypes, evidenceOf, type Identity, type IdentityRules, type NewEvent, streamOf, type TouchpointCheck } from '#touchpoints';

export interface IntakeRules {
  readonly types: EventTypes;
  readonly check: TouchpointCheck;
  readonly identities: IdentityRules;
}

export interface Receipt {
  readonly receivedAt: Moment;
  /** Learnt from, but nothing leaves the house because of it; its clock is taken as right. */
  readonly backfill: boolean;
}

export type Reading = { readonly event: NewEvent; readonly errors?: undefined } | { readonly event?: undefined; readonly errors: readonly FieldError[]; readonly id: string | undefined };

/** A sender's clock may be off by this much before it is corrected. */
const CLOCK_TOLERANCE = 10 * SECOND;
const MOST_IDENTITIES = 10;
const LONGEST_ID = 200;
const LONGEST_VALUE = 500;
const DEEPEST = 50;
// eslint-disable-next-line no-control-regex -- control characters are just what is meant
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Reads what a sender claims to be a touchpoint into an event ready to append, or into all of its faults. Pure. */
export function readTouchpoint(raw: unknown, receipt: Receipt, rules: IntakeRules): Reading {
  if (!isObject(raw)) return { errors: [fault('', 'type', 'a touchpoint is a JSON object')], id: undefined };
  const errors: FieldError[] = [];
  const { id, type, data = {}, source, context } = raw;
  if (typeof id !== 'string') errors.push(fault('id', id === undefined ? 'required' : 'type', 'id must be a text of 1 to 200 characters, your own key for this touchpoint'));
  else if (id.length === 0 || id.length > LONGEST_ID || CONTROL.test(id)) errors.push(fault('id', 'length', 'id must be a text of 1 to 200 characters, without control characters'));
  const known = typeof type === 'string' ? rules.types.get(type) : undefined;
  if (typeof type !== 'string') errors.push(fault('type', type === undefined ? 'required' : 'type', 'type must name an event type of the catalogue'));
  else if (!known) errors.push(fault('type', 'unknown-type', 'type is not in the catalogue; GET /v1/event-types lists it'));
  else if (known.origin === 'system') errors.push(fault('type', 'derived', 'type is a fact that the platform derives; it is not accepted from outside'));
  else if (known.origin === 'call') errors.push(fault('type', 'own-call', 'type is stated by an API call of its own, not as a touchpoint'));
  const identities = readIdentities(raw['identities'], rules.identities, errors);
  const times = readTimes(raw, receipt, errors);
  for (const [name, value] of [['source', source], ['context', context]] as const) if (value !== undefined && value !== null && !isObject(value)) errors.push(fault(name, 'type', `${name} must be an object`));
  const depth = Math.max(depthOf(data, DEEPEST), depthOf(source, DEEPEST), depthOf(context, DEEPEST));
  if (depth >= DEEPEST) errors.push(fault('data', 'too-deep', `objects and lists may be nested ${String(DEEPEST)} deep at most`));
  else if (known?.origin === 'outside') errors.push(...rules.check.check(known.type, data));
  const [first] = identities.evidence;
  if (errors.length > 0 || !known || !first || typeof id !== 'string') return { errors, id: typeof id === 'string' ? id : undefined };
  return {
    event: {
      id, type: known.type, stream: streamOf(first), ...times, receivedAt: receipt.receivedAt, schemaVersion: known.version, initiator: known.initiator, identities: identities.all,
      data: data as Record<string, unknown>, source: isObject(source) ? source : undefined, context: isObject(context) ? context : undefined, backfill: receipt.backfill ? true : undefined,
    },
  };
}

function readIdentities(raw: unknown, rules: IdentityRules, errors: FieldError[]): { all: Identity[]; evidence: Identity[] } {
  const all: Identity[] = [];
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > MOST_IDENTITIES) {
    errors.push(fault('identities', raw === undefined ? 'required' : 'length', `identities must be a list of 1 to ${String(MOST_IDENTITIES)} objects {kind, value}`));
    return { all, evidence: [] };
  }
  raw.forEach((each: unknown, index) => {
    const path = `identities.${String(index)}`;
    if (!isObject(each)) {
      errors.push(fault(path, 'type', 'an identity is an object {kind, value}'));
      return;
    }
    const { kind, value } = each;
    if (typeof kind !== 'string' || !rules.kinds.includes(kind)) errors.push(fault(`${path}.kind`, 'not-allowed', `kind must be one of ${rules.kinds.join(', ')}`));
    else if (typeof value !== 'string' || value.length > LONGEST_VALUE || CONTROL.test(value)) errors.push(fault(`${path}.value`, 'type', `value must be a text of at most ${String(LONGEST_VALUE)} characters, without control characters`));
    else all.push({ kind, value });
  });
  const evidence = all.flatMap((identity) => evidenceOf(identity, rules) ?? []);
  if (evidence.length === 0 && all.length === raw.length) errors.push(fault('identities', 'no-evidence', 'none of the identities says who it was: values such as null or anonymous stand for nobody, and a phone number needs its country code'));
  return { all, evidence };
}

/** `occurredAt = claimed + (receivedAt - sentAt)` where sender's and our clock differ; the claim is kept beside it. */
function readTimes(raw: Readonly<Record<string, unknown>>, { receivedAt, backfill }: Receipt, errors: FieldError[]): Pick<NewEvent, 'occurredAt' | 'claimedAt' | 'sentAt'> {
  const claimed = readOptionalTime(raw, 'occurredAt', errors);
  const sentAt = readOptionalTime(raw, 'sentAt', errors);
  if (claimed === undefined) return { occurredAt: receivedAt, sentAt };
  const off = sentAt === undefined || backfill ? 0 : receivedAt - sentAt;
  if (Math.abs(off) <= CLOCK_TOLERANCE) return { occurredAt: claimed, sentAt };
  const occurredAt = claimed + off;
  if (readTime(formatTime(occurredAt)) === undefined) errors.push(fault('sentAt', 'time', 'sentAt corrects occurredAt to before 1900 or after 2199'));
  return { occurredAt, claimedAt: claimed, sentAt };
}

function readOptionalTime(raw: Readonly<Record<string, unknown>>, name: string, errors: FieldError[]): Moment | undefined {
  const value = raw[name];
  if (value === undefined || value === null) return undefined;
  const moment = typeof value === 'string' ? readTime(value) : undefined;
  if (moment === undefined) errors.push(fault(name, 'time', `${name} must be an ISO 8601 time between 1900 and 2200, such as 2026-03-01T10:15:00.000Z`));
  return moment;
}

function fault(path: string, code: string, message: string): FieldError {
  return { path, code, message };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
