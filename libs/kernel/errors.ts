/** Every error that leaves the house has one of these codes, with the HTTP status that it answers. docs/errors.md has a row for each. */
export const ERROR_CODES = {
  RAPPORT_BAD_REQUEST: 400,
  RAPPORT_BAD_BODY: 400,
  RAPPORT_BAD_TIME: 400,
  RAPPORT_BAD_POSITION: 400,
  RAPPORT_BAD_PAGE_TOKEN: 400,
  RAPPORT_BAD_LIMIT: 400,
  RAPPORT_UNKNOWN_FIELD: 400,
  RAPPORT_UNAUTHENTICATED: 401,
  RAPPORT_FORBIDDEN: 403,
  RAPPORT_NOT_FOUND: 404,
  RAPPORT_METHOD_NOT_ALLOWED: 405,
  RAPPORT_NOT_LINKED: 409,
  RAPPORT_REBUILD_RUNNING: 409,
  RAPPORT_REPLAY_RUNNING: 409,
  RAPPORT_NOT_PARKED: 409,
  RAPPORT_NO_EARLIER_VERSION: 409,
  RAPPORT_WRONG_EXPECTED_REVISION: 409,
  RAPPORT_BODY_TOO_LARGE: 413,
  RAPPORT_UNSUPPORTED_MEDIA_TYPE: 415,
  RAPPORT_INVALID_TOUCHPOINT: 422,
  RAPPORT_INVALID_IDENTITY: 422,
  RAPPORT_INVALID_SUBSCRIPTION: 422,
  RAPPORT_AS_OF_UNSUPPORTED: 422,
  RAPPORT_CLOCK_BACKWARDS: 422,
  RAPPORT_BUSY: 503,
  RAPPORT_INTERNAL: 500,
  RAPPORT_STORE_UNAVAILABLE: 503,
  RAPPORT_SHUTTING_DOWN: 503,
  RAPPORT_BRIDGE_UNAVAILABLE: 503,
  RAPPORT_FENCED: 503,
  RAPPORT_TIMEOUT: 504,
  RAPPORT_DATA_IN_USE: 500,
  RAPPORT_BAD_CONFIGURATION: 500,
  RAPPORT_BAD_TOPIC: 500,
  RAPPORT_BAD_CATALOGUE: 500,
  RAPPORT_BAD_FILE: 500,
  RAPPORT_OTHER_LOG: 500,
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One fault in an input: where (dotted path), which rule (kebab-case), and a sentence. Never holds the value itself. */
export interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export interface ErrorDetails {
  readonly errors?: readonly FieldError[];
  /** Further members of the problem document. */
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** The one error class. Recognise it by `code`, not by `instanceof`, across threads and packages. */
export class RapportError extends Error {
  readonly status: number;
  readonly errors: readonly FieldError[];
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(readonly code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'RapportError';
    this.status = ERROR_CODES[code];
    this.errors = details.errors ?? [];
    this.extra = details.extra ?? {};
  }
}

export function isRapportError(error: unknown): error is RapportError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && Object.hasOwn(ERROR_CODES, error.code);
}

export function notFound(what: string): RapportError {
  return new RapportError('RAPPORT_NOT_FOUND', `${what} is not known here`);
}
