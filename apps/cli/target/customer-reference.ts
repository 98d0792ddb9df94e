import type { Identity } from '#touchpoints';

/** A customer as named on the command line: by id, or by one of the identities. */
export type CustomerReference = { readonly id: string } | { readonly identity: Identity };

const WITH_KIND = /^([a-z][a-z0-9-]*):(.+)$/su;

/** `kind:value` is an identity (`email:ann@example.org`, `social:mastodon:@ann`); anything else is an id. */
export function customerReference(text: string): CustomerReference {
  const [, kind, value] = WITH_KIND.exec(text.trim()) ?? [];
  return kind === undefined || value === undefined ? { id: text.trim() } : { identity: { kind, value } };
}
