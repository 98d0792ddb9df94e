import 'reflect-metadata';
import { Type as Instance } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsISO4217CurrencyCode, IsNumber, IsObject, IsOptional, IsString, Max, MaxLength, Min, MinLength, ValidateBy, ValidateNested } from 'class-validator';
import { isExactAmount, readTime } from '#kernel';

/**
 * The vocabulary in which touchpoint data is declared. Each decorator says one rule twice, from one place: to class-validator, which explains
 * faults at the edge, and to JSON Schema (2020-12), from which the hot path's check is compiled and the catalogue is published.
 */
export type JsonSchema = Readonly<Record<string, unknown>>;
export type DataClass<Data extends object = object> = abstract new () => Data;

interface Property {
  schema?: JsonSchema;
  nested?: () => DataClass;
  list?: { readonly most: number };
  optional?: true;
}

const declared = new WeakMap<object, Map<string, Property>>();

/** Text of 1 to `most` characters (default 2,000). `least: 0` allows the empty one. */
export function Text(options: { readonly most?: number; readonly least?: number } = {}): PropertyDecorator {
  const { most = 2_000, least = 1 } = options;
  return rule({ type: 'string', minLength: least, maxLength: most }, IsString(), MinLength(least), MaxLength(most));
}

/** One of the given words. */
export function OneOf(words: readonly string[]): PropertyDecorator {
  return rule({ type: 'string', enum: words }, IsIn([...words]));
}

/** Money: a decimal number of at most 15 significant digits, kept exactly; may be negative only where `signed`. */
export function Amount(options: { readonly signed?: boolean } = {}): PropertyDecorator {
  const rules = [exactAmount()];
  return options.signed === true ? rule({ type: 'number', 'x-amount': true }, ...rules) : rule({ type: 'number', minimum: 0, 'x-amount': true }, Min(0), ...rules);
}

/** ISO 4217, as `EUR`. */
export function CurrencyCode(): PropertyDecorator {
  return rule({ type: 'string', format: 'currency' }, IsISO4217CurrencyCode());
}

/** A whole number, by default from 0. */
export function Count(options: { readonly from?: number; readonly to?: number } = {}): PropertyDecorator {
  const { from = 0, to = 1e12 } = options;
  return rule({ type: 'integer', minimum: from, maximum: to }, IsInt(), Min(from), Max(to));
}

/** Any finite number within the bounds. */
export function Measure(options: { readonly from?: number; readonly to?: number } = {}): PropertyDecorator {
  const { from = -1e15, to = 1e15 } = options;
  return rule({ type: 'number', minimum: from, maximum: to }, IsNumber({ allowInfinity: false, allowNaN: false }), Min(from), Max(to));
}

export function Flag(): PropertyDecorator {
  return rule({ type: 'boolean' }, IsBoolean());
}

/** An ISO 8601 time or date between 1900 and 2200. */
export function Time(): PropertyDecorator {
  return rule({ type: 'string', format: 'moment' }, ValidateBy({ name: 'moment', validator: { validate: (value): boolean => typeof value === 'string' && readTime(value) !== undefined, defaultMessage: () => '$property must be an ISO 8601 time' } }));
}

/** An object with any content. */
export function Anything(): PropertyDecorator {
  return rule({ type: 'object' }, IsObject());
}

/** A list of texts. */
export function Texts(options: { readonly most?: number } = {}): PropertyDecorator {
  const { most = 1_000 } = options;
  return rule({ type: 'array', maxItems: most, items: { type: 'string', minLength: 1, maxLength: 2_000 } }, IsArray(), ArrayMaxSize(most), IsString({ each: true }), MinLength(1, { each: true }), MaxLength(2_000, { each: true }));
}

/** One object of the given class. */
export function Part(of: () => DataClass): PropertyDecorator {
  return nested(of, {}, IsObject(), ValidateNested());
}

/** A list of objects of the given class. */
export function Parts(of: () => DataClass, options: { readonly most?: number } = {}): PropertyDecorator {
  const { most = 1_000 } = options;
  return nested(of, { list: { most } }, IsArray(), ArrayMaxSize(most), IsObject({ each: true }), ValidateNested({ each: true }));
}

/** May be left out. `null` counts as left out. */
export function Optional(): PropertyDecorator {
  return (target, name) => {
    IsOptional()(target, name as string);
    propertyOf(target, name).optional = true;
  };
}

/** The JSON Schema of a declared class. */
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

function rule(schema: JsonSchema, ...validators: PropertyDecorator[]): PropertyDecorator {
  return (target, name) => {
    for (const validator of validators) validator(target, name);
    propertyOf(target, name).schema = schema;
  };
}

function nested(of: () => DataClass, more: Property, ...validators: PropertyDecorator[]): PropertyDecorator {
  return (target, name) => {
    for (const validator of [...validators, Instance(of as () => new () => object)]) validator(target, name);
    Object.assign(propertyOf(target, name), { nested: of }, more);
  };
}

function propertyOf(target: object, name: string | symbol): Property {
  const properties = declared.get(target) ?? new Map<string, Property>();
  declared.set(target, properties);
  const property = properties.get(String(name)) ?? {};
  properties.set(String(name), property);
  return property;
}

function propertiesOf(of: DataClass): Map<string, Property> {
  const chain: object[] = [];
  for (let proto: object | null = of.prototype as object; proto !== null; proto = Object.getPrototypeOf(proto) as object | null) chain.unshift(proto);
  return new Map(chain.flatMap((proto) => [...(declared.get(proto) ?? [])]));
}

function schemaOf(property: Property): JsonSchema {
  if (!property.nested) return property.schema ?? {};
  const item = jsonSchemaOf(property.nested());
  return property.list ? { type: 'array', maxItems: property.list.most, items: item } : item;
}

function nullable(schema: JsonSchema): JsonSchema {
  const words = schema['enum'];
  return { ...schema, type: [schema['type'], 'null'], ...(Array.isArray(words) ? { enum: [...(words as string[]), null] } : {}) };
}

function exactAmount(): PropertyDecorator {
  return ValidateBy({ name: 'amount', validator: { validate: (value): boolean => typeof value === 'number' && isExactAmount(value), defaultMessage: () => '$property must be a decimal number of at most 15 significant digits' } });
}
