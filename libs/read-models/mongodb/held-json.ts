import type { Document } from './driver';

/** Levels of lists and objects. The server allows a hundred, those around a value included. */
const DEEPEST = 80;
/** Names that were found to be plain, up to so many. */
const PLAIN_NAMES = new Set<string>();
const MOST_NAMES = 1_000;
/** Names that mean something to the server, its shell, the driver or the language, or that they cannot hold. */
const ODD_NAME = /^$|^\$|[.\0]|^__proto__$|^_bsontype$|\p{Surrogate}/u;

/**
 * A JSON value as members of a stored document: under its name, for people to read and query, where that gives back what JSON would; otherwise as JSON text
 * under `<name>Json`.
 */
export function heldAs(name: string, value: unknown): Document {
  if (isPlain(value, DEEPEST)) return { [name]: value };
  const text = JSON.stringify(value);
  const parsed: unknown = JSON.parse(text);
  return isPlain(parsed, DEEPEST) ? { [name]: parsed } : { [`${name}Json`]: text };
}

/** What {@link heldAs} stored; undefined where nothing was. */
export function heldIn(name: string, stored: Document): unknown {
  const text: unknown = stored[`${name}Json`];
  return typeof text === 'string' ? JSON.parse(text) : stored[name];
}

/** Whether the driver gives the value back as JSON does. */
function isPlain(value: unknown, levels: number): boolean {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed();
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'boolean':
      return true;
    case 'object':
      return value === null || (levels > 0 && (Array.isArray(value) ? isPlainList(value, levels) : isPlainObject(value, levels)));
    default:
      return false;
  }
}

function isPlainList(list: readonly unknown[], levels: number): boolean {
  for (const each of list) if (!isPlain(each, levels - 1)) return false;
  return true;
}

/** Members that are undefined are left out by the driver, as JSON does. */
function isPlainObject(object: object, levels: number): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const name of Object.keys(object)) {
    const value = (object as Readonly<Record<string, unknown>>)[name];
    if (isOdd(name) || (value !== undefined && !isPlain(value, levels - 1))) return false;
  }
  return true;
}

/** Documents have few names, which come again with each of them. */
function isOdd(name: string): boolean {
  if (PLAIN_NAMES.has(name)) return false;
  if (ODD_NAME.test(name)) return true;
  if (PLAIN_NAMES.size < MOST_NAMES) PLAIN_NAMES.add(name);
  return false;
}
