import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import { readTime, type FieldError } from '#kernel';
import { isAmount } from './amount';
import { isCurrency } from './currencies';
import { jsonSchemaOf } from './declaration';
import type { EventTypes } from './event-types';
import { explain } from './explain';
import { isLongerThan, isShorterThan } from './text-length';

/** Shared by all valid data, so that the hot path makes nothing. */
const VALID: readonly FieldError[] = Object.freeze([]);

/**
 * Whether touchpoint data fits its type. Valid data passes a compiled check and nothing else; invalid data is explained in full.
 * Allows unknown properties, changes nothing, never throws.
 */
export class TouchpointCheck {
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly ajv = newAjv();

  constructor(private readonly types: EventTypes) {}

  /** All faults; none for valid data. Paths begin with `data`, but for a type that the catalogue has not: that is one fault at `type`. */
  check(type: string, data: unknown): readonly FieldError[] {
    const validate = this.compiled.get(type) ?? this.compile(type);
    if (validate === undefined) return [{ path: 'type', code: 'unknown-type', message: 'type must be one of the catalogue, see GET /v1/event-types' }];
    return validate(data) ? VALID : this.faults(type, data, validate.errors ?? []);
  }

  /** By class-validator. Where it finds nothing to say, the compiled check is believed: data that it refused is never let in. */
  private faults(type: string, data: unknown, errors: readonly ErrorObject[]): FieldError[] {
    const known = this.types.get(type);
    const faults = known ? explain(known.data, data) : [];
    return faults.length > 0 ? faults : errors.map(faultOf);
  }

  private compile(type: string): ValidateFunction | undefined {
    const known = this.types.get(type);
    if (!known) return undefined;
    const validate = this.ajv.compile(jsonSchemaOf(known.data));
    this.compiled.set(type, validate);
    return validate;
  }
}

function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateSchema: false, addUsedSchema: false, logger: false });
  ajv.addFormat('currency', { type: 'string', validate: isCurrency });
  ajv.addFormat('moment', { type: 'string', validate: (text: string) => readTime(text) !== undefined });
  ajv.addKeyword({ keyword: 'x-amount', type: 'number', schemaType: 'boolean', compile: () => isAmount });
  const length = { type: 'string', schemaType: 'number' } as const;
  ajv.removeKeyword('maxLength').addKeyword({ ...length, keyword: 'maxLength', compile: (most: number) => (text: string) => !isLongerThan(text, most) });
  ajv.removeKeyword('minLength').addKeyword({ ...length, keyword: 'minLength', compile: (least: number) => (text: string) => !isShorterThan(text, least) });
  return ajv;
}

const CODES: Readonly<Record<string, string>> = {
  minLength: 'too-short', maxLength: 'too-long', minimum: 'too-small', maximum: 'too-large', maxItems: 'too-many', enum: 'not-allowed',
  'x-amount': 'amount', currency: 'currency', moment: 'time', pattern: 'time-of-day',
};

function faultOf(error: ErrorObject): FieldError {
  const { missingProperty, format } = error.params as { readonly missingProperty?: string; readonly format?: string };
  const steps = error.instancePath.split('/').slice(1).concat(missingProperty ?? []);
  const path = ['data', ...steps].join('.');
  const rule = format ?? error.keyword;
  return { path, code: CODES[rule] ?? rule, message: `${steps.at(-1) ?? 'data'} ${missingProperty === undefined ? (error.message ?? 'is not valid') : 'is required'}` };
}
