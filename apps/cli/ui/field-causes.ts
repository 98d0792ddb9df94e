import type { DocumentHistory } from '#customers';
import type { JsonObject } from '#read-models';

type Item = DocumentHistory['items'][number];

/** A field's value, since when it has been so, and what made it so. */
export interface FieldCause {
  /** Dotted. */
  readonly path: string;
  readonly value: unknown;
  readonly since: string;
  /** null: time alone. */
  readonly event: Item['event'];
}

/** What says where a document stands, and is no belief about anybody. */
const STANDING = ['customerId', 'asOf', 'position', 'version'];

/**
 * Every field of the document as it is now, with the event that last changed it.
 * `items` are the document's successive values, oldest first; where the present value is not the last of them, time alone has changed it since.
 */
export function fieldCauses(items: readonly Item[], now: JsonObject, asOf: string): FieldCause[] {
  const known = new Map<string, FieldCause & { readonly text: string }>();
  for (const { document, event, at } of items) note(known, document, event, at);
  note(known, now, null, asOf);
  return [...known.values()].map(({ text: _text, ...cause }) => cause);
}

function note(known: Map<string, FieldCause & { readonly text: string }>, document: JsonObject, event: Item['event'], at: string): void {
  const fields = fieldsOf(document);
  for (const path of known.keys()) if (!fields.has(path)) known.delete(path);
  for (const [path, value] of fields) {
    const text = JSON.stringify(value);
    if (known.get(path)?.text !== text) known.set(path, { path, value, since: at, event, text });
  }
}

/** Objects by name, lists and empty objects as wholes. */
function fieldsOf(document: JsonObject, prefix = '', found = new Map<string, unknown>()): Map<string, unknown> {
  for (const [name, value] of Object.entries(document)) {
    if (prefix === '' && STANDING.includes(name)) continue;
    if (isObject(value) && Object.keys(value).length > 0) fieldsOf(value, `${prefix}${name}.`, found);
    else found.set(`${prefix}${name}`, value);
  }
  return found;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
