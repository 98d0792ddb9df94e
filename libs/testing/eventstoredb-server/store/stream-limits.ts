/** What a stream's metadata says of how much of it can be read. */
export interface StreamLimits {
  readonly maxCount?: number;
  /** In seconds. */
  readonly maxAge?: number;
  /** The first revision that can be read. */
  readonly truncateBefore?: number;
  /** Deleted in a way that a further append undoes. */
  readonly softDeleted: boolean;
}

export const NO_LIMITS: StreamLimits = { softDeleted: false };

/** What the metadata of a soft-deleted stream truncates before: 2^63 − 1, as text since no double holds it. */
const BEFORE_ALL = '9223372036854775807';
const MAX_REVISION = 2 ** 63;

/** The metadata with which a stream is deleted softly. */
export const softDeletion = (json: string): string => withTruncateBefore(json, BEFORE_ALL);

/** The metadata with which a stream comes back from a soft deletion. */
export const undeletion = (json: string, firstRevision: number): string => withTruncateBefore(json, String(firstRevision));

/** Reads a stream's metadata. What is not JSON, or says nothing sensible, limits nothing. */
export function parseLimits(json: string): StreamLimits {
  const metadata = parseObject(json);
  const [maxCount, maxAge, truncateBefore] = ['$maxCount', '$maxAge', '$tb'].map((key) => metadata[key]).map((value) => (typeof value === 'number' && value >= 0 ? value : undefined));
  return {
    ...(maxCount === undefined ? {} : { maxCount }),
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(truncateBefore === undefined ? {} : { truncateBefore }),
    softDeleted: truncateBefore !== undefined && truncateBefore >= MAX_REVISION,
  };
}

function withTruncateBefore(json: string, revision: string): string {
  const { $tb: _replaced, ...others } = parseObject(json);
  const rest = JSON.stringify(others).slice(1, -1);
  return `{"$tb":${revision}${rest === '' ? '' : `,${rest}`}}`;
}

function parseObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
