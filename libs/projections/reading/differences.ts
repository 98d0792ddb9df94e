import type { JsonObject } from '#read-models';

export interface Difference {
  /** Dotted. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What says where a document stands, and is no part of its value. */
const STANDING = new Set(['asOf', 'position', 'customerId', 'version']);

/** The structural difference of two documents: objects by name, lists as wholes, a missing document as an empty one. */
export function differences(before: JsonObject | undefined, after: JsonObject | undefined): Difference[] {
  const found: Difference[] = [];
  compare(without(before), without(after), '', found);
  return found;
}

function compare(before: JsonObject, after: JsonObject, prefix: string, found: Difference[]): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, fresh] = [before[name], after[name]];
    const path = `${prefix}${name}`;
    if (isObject(old) && isObject(fresh)) compare(old, fresh, `${path}.`, found);
    else if (JSON.stringify(old) !== JSON.stringify(fresh)) found.push({ path, before: old ?? null, after: fresh ?? null });
  }
}

function without(document: JsonObject | undefined): JsonObject {
  return Object.fromEntries(Object.entries(document ?? {}).filter(([name]) => !STANDING.has(name)));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
