import { shortId } from './format';
import type { Customer, CustomerRow, Identity, Json, JsonObject, Profile } from './shapes';

const PREFERRED = ['email', 'user-id', 'phone', 'social', 'external', 'anonymous-id', 'device-id'];
const PARTS = ['name', 'firstName', 'lastName'];

/** What a list of customers must ask for, so that `nameOfRow` can tell the name. */
export const NAME_FIELDS = PARTS.map((trait) => `profile.traits.${trait}.value`).join(',');

/** The customer's name where a trait says it, else the identity that a person would recognise. */
export function nameOf({ id, identities, readModels }: Pick<Customer, 'id' | 'identities' | 'readModels'>): string {
  return traitName((trait) => readModels.profile?.traits?.[trait]?.value) ?? bestIdentity(identities)?.value ?? shortId(id);
}

/** The same where only the profile is at hand. */
export function nameOfProfile(id: string, profile: Profile): string {
  return nameOf({ id, identities: profile.identities ?? [], readModels: { profile } });
}

/** The same of a line of a list; undefined where no trait says a name. */
export function nameOfRow({ readModels }: CustomerRow): string | undefined {
  const profile: JsonObject = readModels?.['profile'] ?? {};
  return traitName((trait) => profile[`traits.${trait}.value`]);
}

/** The identity that a person would recognise first. */
export function bestIdentity(identities: readonly Identity[]): Identity | undefined {
  const rank = ({ kind }: Identity) => (PREFERRED.includes(kind) ? PREFERRED.indexOf(kind) : PREFERRED.length);
  return [...identities].sort((a, b) => rank(a) - rank(b))[0];
}

/** A made-up id rather than something that a person would say. */
export function isOpaque(value: string): boolean {
  return value.length > 24 && !/[@\s]/.test(value);
}

function traitName(valueOf: (trait: string) => Json | undefined): string | undefined {
  const [name, first, last] = PARTS.map(valueOf).map((value) => (typeof value === 'string' && value.trim() !== '' ? value : undefined));
  const parts = [first, last].filter((part) => part !== undefined);
  return name ?? (parts.length > 0 ? parts.join(' ') : undefined);
}
