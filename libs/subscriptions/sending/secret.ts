import { randomBytes } from 'node:crypto';

/** Keys that a subscription signs with: the present one, and for a while after a rotation the one before. */
export interface SigningSecret {
  readonly secret: string;
  readonly previous?: { readonly secret: string; readonly until: number };
}

const FORM = /^whsec_([A-Za-z0-9+/]+={0,2})$/;
const BYTES = 32;

/** Standard Webhooks 1.0, "Symmetric": `whsec_` and the base64 of 24 to 64 random bytes. */
export function newSecret(): string {
  return `whsec_${randomBytes(BYTES).toString('base64')}`;
}

export function isSecret(text: string): boolean {
  const key = FORM.exec(text)?.[1];
  if (key === undefined) return false;
  const { length } = Buffer.from(key, 'base64');
  return length >= 24 && length <= 64 && Buffer.from(key, 'base64').toString('base64') === key;
}

/** Those that sign at the moment, in ms. */
export function secretsInForce({ secret, previous }: SigningSecret, now: number): string[] {
  return previous && previous.until > now ? [secret, previous.secret] : [secret];
}
