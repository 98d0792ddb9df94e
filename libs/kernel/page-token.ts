import { RapportError } from './errors';

/** Opaque to the outside: where the next page begins. Bound to the query that made it by `scope`. */
export function encodePageToken(scope: string, after: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([scope, ...after])).toString('base64url');
}

/** @throws RAPPORT_BAD_PAGE_TOKEN for a token that is broken or belongs to another query. */
export function decodePageToken(scope: string, token: string): unknown[] {
  try {
    const [own, ...after] = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[];
    if (own === scope && after.length > 0) return after;
  } catch {
    // falls through to the one answer for every broken token
  }
  throw new RapportError('RAPPORT_BAD_PAGE_TOKEN', 'after must be the next of a page of this same query', { errors: [{ path: 'after', code: 'page-token', message: 'must be the next of a page of this same query' }] });
}
