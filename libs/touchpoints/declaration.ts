export type JsonSchema = Readonly<Record<string, unknown>>;
export type DataClass<Data extends object = object> = abstract new () => Data;

/**
 * One thing that must hold of a value. `says` completes a sentence that begins with the property's name.
 * Every rule but `type` holds of values of another type, so that a fault is told once.
 */
export interface Rule {
  /** Kebab-case. */
  readonly code: string;
  readonly says: string;
  readonly holds: (value: unknown) => boolean;
}

/** What a data class says of one property. */
export interface Property {
  readonly rules?: readonly Rule[];
  readonly schema?: JsonSchema;
  /** The rules for each element of a list of plain values. */
  readonly each?: readonly Rule[];
  /** The class of the object, or of each element where it is a list. Deferred, since classes may stand in any order. */
  readonly nested?: () => DataClass;
  /** Set for lists: the most elements. */
  readonly most?: number;
  readonly optional?: true;
}

const declared = new WeakMap<object, Map<string, Property>>();
const resolved = new WeakMap<DataClass, ReadonlyMap<string, Property>>();

/** Adds to what the class of this prototype says of a property. */
export function declare(prototype: object, name: string | symbol, part: Property): void {
  const properties = declared.get(prototype) ?? new Map<string, Property>();
  declared.set(prototype, properties.set(String(name), { ...properties.get(String(name)), ...part }));
}

/** The declared properties of a class, those of its parents first. */
export function propertiesOf(of: DataClass): ReadonlyMap<string, Property> {
  const known = resolved.get(of);
  if (known) return known;
  const chain: object[] = [];
  for (let proto: object | null = of.prototype as object; proto !== null; proto = Object.getPrototypeOf(proto) as object | null) chain.unshift(proto);
  const properties = new Map(chain.flatMap((proto) => [...(declared.get(proto) ?? [])]));
  resolved.set(of, properties);
  return properties;
}

/** The JSON Schema (2020-12) of a data class. Unknown properties are allowed; `null` is, where the property is optional. */
export function jsonSchemaOf(of: DataClass): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [name, property] of propertiesOf(of)) {
    const own = schemaOf(property);
    properties[name] = property.optional ? nullable(own) : own;
    if (!property.optional) required.push(name);
  }
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

function schemaOf(property: Property): JsonSchema {
  if (!property.nested) return property.schema ?? {};
  const part = jsonSchemaOf(property.nested());
  return property.most === undefined ? part : { type: 'array', maxItems: property.most, items: part };
}

function nullable(schema: JsonSchema): JsonSchema {
  const { type, enum: words } = schema;
  if (type === undefined) return schema;
  return { ...schema, type: [type, 'null'].flat(), ...(Array.isArray(words) ? { enum: [...(words as unknown[]), null] } : {}) };
}
