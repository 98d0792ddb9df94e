import type { FieldError } from './shapes';

const KEY = 'rapport.api-key';

/** A refusal of the server as problem+json, or its silence (`status` 0, code `NO_ANSWER`). */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(detail || title);
  }
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** `path?query` without the empty ones. */
export function url(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '' && value !== false) search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** The answer reflects at least this log position: read what was just written. */
  readonly minPosition?: string | undefined;
}

export function get<T>(address: string, options: CallOptions = {}): Promise<T> {
  return call<T>('GET', address, undefined, options);
}

export function post<T>(address: string, body?: unknown, options: CallOptions = {}): Promise<T> {
  return call<T>('POST', address, body, options);
}

/** The key that a secured server asks for; kept for this tab only. */
export function keepApiKey(key: string): void {
  sessionStorage.setItem(KEY, key);
}

export function authorization(): Record<string, string> {
  const key = sessionStorage.getItem(KEY);
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

async function call<T>(method: string, address: string, body: unknown, options: CallOptions): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', ...authorization() };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (options.minPosition !== undefined) headers['rapport-min-position'] = options.minPosition;
  let response: Response;
  try {
    response = await fetch(address, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, 'NO_ANSWER', 'The server does not answer', 'It may be starting, stopped or out of reach. Nothing is lost: what it had acknowledged is in the log.');
  }
  const text = await response.text();
  const parsed = parse(text);
  if (!response.ok || parsed === undefined) throw problemOf(response, parsed);
  return parsed as T;
}

function problemOf(response: Response, body: unknown): Problem {
  const fields = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {};
  const fallback = response.ok ? 'The answer is not JSON' : response.statusText || `Status ${response.status}`;
  return new Problem(response.status, fields.code ?? `HTTP_${response.status}`, fields.title ?? fallback, fields.detail ?? '', fields.errors ?? []);
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
