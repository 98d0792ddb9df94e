/** What became of one try. */
export type Outcome = { readonly kind: 'delivered'; readonly status: number } | { readonly kind: 'gone' } | Failure;

export interface Failure {
  readonly kind: 'failed';
  /** Names no value that was sent or answered. */
  readonly message: string;
  readonly status?: number;
  /** ms that the receiver asks to be left alone. */
  readonly retryAfter?: number;
}

const REASONS: Readonly<Record<number, string>> = { 401: 'it does not accept the signature', 403: 'it refuses', 404: 'there is nothing at the address', 429: 'it wants fewer calls' };

/** Any 2xx is a receipt; 410 says never again; all else is a failure, a redirect too. */
export function outcomeOf(status: number, retryAfter: string | undefined, now: number): Outcome {
  if (status >= 200 && status < 300) return { kind: 'delivered', status };
  if (status === 410) return { kind: 'gone' };
  const reason = status >= 300 && status < 400 ? 'redirects are not followed' : REASONS[status];
  const wait = retryAfterOf(retryAfter, now);
  return { kind: 'failed', message: `the receiver answered ${String(status)}${reason === undefined ? '' : `: ${reason}`}`, status, ...(wait === undefined ? {} : { retryAfter: wait }) };
}

/** RFC 9110, 10.2.3: seconds, or an HTTP date. */
function retryAfterOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
