import type { Scope } from './api-key';

const ADMIN = /^\/v1\/(clock|projections\/.*\/(rebuild|rollback|retry)$)/;
/** Questions that are asked by POST: a personal value stays out of the address, or the question is long. */
const QUESTIONS = /^\/v1\/(identities\/lookup|projections\/.*\/compare)$/;

/** The scope that a call needs, by its method and its route's pattern; undefined for what is open: health, metrics, the description, the console's files. */
export function scopeOf(method: string, route: string | undefined): Scope | undefined {
  if (route?.startsWith('/v1/') !== true) return undefined;
  if (ADMIN.test(route)) return 'admin';
  return method === 'GET' || method === 'HEAD' || QUESTIONS.test(route) ? 'read' : 'write';
}
