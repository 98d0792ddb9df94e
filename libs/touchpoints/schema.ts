import { IsOptional, ValidateBy, ValidateNested } from 'class-validator';
import { declare, type DataClass, type JsonSchema, type Property, type Rule } from './declaration';
import {
  everyElement, hasAtLeast, hasAtMost, hasElements, IS_CURRENCY, IS_EXACT, IS_FLAG, IS_JSON, IS_LIST, IS_NUMBER, IS_OBJECT, IS_TEXT, IS_TIME, IS_TIME_OF_DAY, IS_WHOLE, isFrom, isOneOf, isUpTo,
  TIME_OF_DAY,
} from './rules';

/*
 * The vocabulary in which touchpoint data is declared. Each decorator says one rule twice, from one place: to class-validator, which explains
 * faults at the edge, and to JSON Schema (2020-12), from which the hot path's check is compiled and the catalogue is published.
 */

interface TextOptions {
  readonly most?: number;
  readonly least?: number;
}

interface Bounds {
  readonly from?: number;
  readonly to?: number;
}

/** Text of 1 to `most` characters (default 2,000). `least: 0` allows the empty one. */
export function Text(options: TextOptions = {}): PropertyDecorator {
  return plain(textOf(options));
}

/** An identifier of another system's: text of 1 to 200 characters. */
export function Id(): PropertyDecorator {
  return Text({ most: 200 });
}

/** A web address as a browser or a tag manager sends it, absolute or not: text of 1 to 8,000 characters. */
export function Url(): PropertyDecorator {
  return Text({ most: 8_000 });
}

/** What somebody wrote or said: text of up to 100,000 characters. */
export function Prose(): PropertyDecorator {
  return Text({ most: 100_000, least: 0 });
}

/** One of the given words. */
export function OneOf(words: readonly string[]): PropertyDecorator {
  return plain({ schema: { type: 'string', enum: words }, rules: [IS_TEXT, isOneOf(words)] });
}

/** Money: a decimal number of at most 15 significant digits, kept exactly; may be negative only where `signed`. */
export function Amount(options: { readonly signed?: boolean } = {}): PropertyDecorator {
  const schema = { type: 'number', 'x-amount': true };
  return plain(options.signed === true ? { schema, rules: [IS_NUMBER, IS_EXACT] } : { schema: { ...schema, minimum: 0 }, rules: [IS_NUMBER, isFrom(0), IS_EXACT] });
}

/** ISO 4217, as `EUR`. */
export function CurrencyCode(): PropertyDecorator {
  return plain({ schema: { type: 'string', format: 'currency' }, rules: [IS_TEXT, IS_CURRENCY] });
}

/** A whole number, by default from 0. */
export function Count(options: Bounds = {}): PropertyDecorator {
  const { from = 0, to = 1e12 } = options;
  return plain({ schema: { type: 'integer', minimum: from, maximum: to }, rules: [IS_WHOLE, isFrom(from), isUpTo(to)] });
}

/** Any finite number within the bounds. */
export function Measure(options: Bounds = {}): PropertyDecorator {
  const { from = -1e15, to = 1e15 } = options;
  return plain({ schema: { type: 'number', minimum: from, maximum: to }, rules: [IS_NUMBER, isFrom(from), isUpTo(to)] });
}

export function Flag(): PropertyDecorator {
  return plain({ schema: { type: 'boolean' }, rules: [IS_FLAG] });
}

/** An ISO 8601 time or date between 1900 and 2200. */
export function Time(): PropertyDecorator {
  return plain({ schema: { type: 'string', format: 'moment' }, rules: [IS_TEXT, IS_TIME] });
}

/** A time of day without a date, as `21:00`. */
export function TimeOfDay(): PropertyDecorator {
  return plain({ schema: { type: 'string', pattern: TIME_OF_DAY.source }, rules: [IS_TEXT, IS_TIME_OF_DAY] });
}

/** An object with any content. */
export function Anything(): PropertyDecorator {
  return plain({ schema: { type: 'object' }, rules: [IS_OBJECT] });
}

/** Any JSON value. */
export function Value(): PropertyDecorator {
  return plain({ schema: { type: ['string', 'number', 'boolean', 'array', 'object'] }, rules: [IS_JSON] });
}

/** A list of texts. */
export function Texts(options: { readonly most?: number } = {}): PropertyDecorator {
  const { most = 1_000 } = options;
  const { schema: items, rules: each } = textOf({});
  return plain({ schema: { type: 'array', maxItems: most, items }, rules: [IS_LIST, hasElements(most), everyElement(each, most)], each, most });
}

/** One object of the given class. */
export function Part(of: () => DataClass): PropertyDecorator {
  return nested({ nested: of, rules: [IS_OBJECT] });
}

/** A list of objects of the given class. */
export function Parts(of: () => DataClass, options: { readonly most?: number } = {}): PropertyDecorator {
  const { most = 1_000 } = options;
  return nested({ nested: of, most, rules: [IS_LIST, hasElements(most)] });
}

/** May be left out. `null` counts as left out. */
export function Optional(): PropertyDecorator {
  return (prototype, name) => {
    IsOptional()(prototype, name);
    declare(prototype, name, { optional: true });
  };
}

type Ruled = Property & { readonly rules: readonly Rule[] };

function textOf({ most = 2_000, least = 1 }: TextOptions): Ruled & { readonly schema: JsonSchema } {
  return { schema: { type: 'string', minLength: least, maxLength: most }, rules: [IS_TEXT, hasAtLeast(least), hasAtMost(most)] };
}

function plain(property: Ruled): PropertyDecorator {
  return (prototype, name) => {
    for (const { code, says, holds } of property.rules) ValidateBy({ name: code, validator: { validate: holds, defaultMessage: () => `$property ${says}` } })(prototype, name);
    declare(prototype, name, property);
  };
}

function nested(property: Ruled): PropertyDecorator {
  return (prototype, name) => {
    plain(property)(prototype, name);
    ValidateNested()(prototype, name);
  };
}
