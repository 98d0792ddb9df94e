import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { uuidOf } from '#kernel';
import type { Identity } from './touchpoint';

/** What counts as evidence of who somebody is: data with a version. Changing it and replaying resolves all of history anew. */
export interface IdentityRules {
  readonly version: number;
  readonly kinds: readonly string[];
  /** Values that stand for nobody, compared trimmed and in lower case. */
  readonly nobody: readonly string[];
  /** ISO 3166 country by which phone numbers without a country code are read; without it they are no evidence. */
  readonly phoneRegion?: string | undefined;
  /** How many identities of a kind one identity may be joined to by evidence; what comes beyond (a shared device, a call centre's number) joins no more. */
  readonly limits: Readonly<Record<string, number>>;
}

export const identityRules: IdentityRules = {
  version: 1,
  kinds: ['anonymous-id', 'user-id', 'email', 'phone', 'social', 'device-id', 'external'],
  nobody: ['', 'null', 'undefined', 'none', 'nil', 'nan', 'n/a', 'na', 'anonymous', 'guest', 'unknown', '0', '-1', 'false', 'true', '[object object]', '00000000-0000-0000-0000-000000000000'],
  limits: { 'user-id': 10, email: 20, phone: 20, social: 20, external: 50, 'anonymous-id': 500, 'device-id': 200 },
};

/** The form in which identities of a kind are compared; undefined where the value is no evidence of anybody. */
export function evidenceOf({ kind, value }: Identity, rules: IdentityRules = identityRules): Identity | undefined {
  const trimmed = value.normalize('NFC').trim();
  if (rules.nobody.includes(trimmed.toLowerCase())) return undefined;
  const compared = comparedForm(kind, trimmed, rules);
  return compared === undefined ? undefined : { kind, value: compared };
}

/** The stream of an identity, given in the form in which it is compared. */
export function streamOf({ kind, value }: Identity): string {
  return `${IDENTITY_STREAM}${uuidOf(kind, value)}`;
}

export const IDENTITY_STREAM = 'identity-';

function comparedForm(kind: string, value: string, rules: IdentityRules): string | undefined {
  switch (kind) {
    case 'email': {
      const [name, domain] = value.toLowerCase().split('@');
      return name && domain && !rules.nobody.includes(name) ? `${name}@${domain}` : undefined;
    }
    case 'phone':
      return phone(value, rules.phoneRegion);
    case 'social':
      return scoped(value.toLowerCase().replace(/:@/, ':'), rules);
    case 'external':
      return scoped(value, rules);
    default:
      return value;
  }
}

function phone(value: string, region: string | undefined): string | undefined {
  const written = value.replace(/^\s*00/, '+');
  const country: CountryCode | undefined = region !== undefined && isSupportedCountry(region) ? region : undefined;
  if (!written.startsWith('+') && !country) return undefined;
  const number = parsePhoneNumberFromString(written, country);
  return number?.isPossible() === true ? number.number : undefined;
}

/** `system:id`: both parts must be somebody's. */
function scoped(value: string, rules: IdentityRules): string | undefined {
  const colon = value.indexOf(':');
  const [scope, id] = colon < 0 ? ['', value] : [value.slice(0, colon).trim(), value.slice(colon + 1).trim()];
  if (rules.nobody.includes(id.toLowerCase())) return undefined;
  return scope === '' ? id : `${scope}:${id}`;
}

/** A stream of events about something other than one identity, named by what it is about. */
export function uuidStreamOf(about: string, ...parts: readonly string[]): string {
  return `${about}-${uuidOf(...parts)}`;
}
