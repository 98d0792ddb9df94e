import type { FieldType, FieldValue, JsonObject, StoredDocument } from '../read-model-store';
import { valueAt } from '../read-model-store';
import { type Document, Long } from './driver';
import { heldAs, heldIn } from './held-json';
import { pathStep } from './names';

export interface Field {
  readonly name: string;
  readonly type: FieldType;
}

/** A document as the server holds it. `fields` repeats the values of the indexed fields, each of its type; what is of another type is left out. */
export interface StoredForm extends Document {
  readonly _id: string;
  readonly position: Long | number;
  readonly dueAt?: Date;
  /** Whether there is something to show. */
  readonly shown: boolean;
  readonly fields?: Readonly<Record<string, FieldValue>>;
}

export function storedForm({ key, position, document, state, dueAt }: StoredDocument, fields: readonly Field[]): StoredForm {
  return {
    _id: key,
    position: Long.fromBigInt(position),
    ...(dueAt === undefined ? {} : { dueAt: new Date(dueAt) }),
    ...(document === null ? { document } : heldAs('document', document)),
    ...(state === undefined ? {} : heldAs('state', state)),
    shown: document !== null,
    ...(document === null ? {} : { fields: fieldsOf(document, fields) }),
  };
}

export function documentOf(form: StoredForm): StoredDocument {
  return { key: form._id, position: positionOf(form.position), document: heldIn('document', form) as JsonObject | null, state: heldIn('state', form), dueAt: form.dueAt?.getTime() };
}

/** The driver gives a number where it is exact. */
export function positionOf(position: Long | number): bigint {
  return typeof position === 'number' ? BigInt(position) : position.toBigInt();
}

export function fieldPath(field: string): string {
  return `fields.${pathStep(field)}`;
}

/** The value as the field's index holds it; undefined where it is of another type. */
export function indexed(type: FieldType, value: unknown): FieldValue | undefined {
  switch (type) {
    case 'number':
      // Plus zero: minus zero is the same number.
      return typeof value === 'number' && !Number.isNaN(value) ? value + 0 : undefined;
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'text':
    case 'time':
      return typeof value === 'string' ? value : undefined;
  }
}

function fieldsOf(document: JsonObject, fields: readonly Field[]): Record<string, FieldValue> {
  const values: [name: string, value: FieldValue][] = [];
  for (const { name, type } of fields) {
    const value = indexed(type, valueAt(document, name));
    if (value !== undefined) values.push([pathStep(name), value]);
  }
  return Object.fromEntries(values);
}
