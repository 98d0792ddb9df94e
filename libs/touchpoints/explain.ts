import { validateSync, type ValidationError } from 'class-validator';
import type { FieldError } from '#kernel';
import { propertiesOf, type DataClass, type Property } from './declaration';

/**
 * Every fault of touchpoint data, each with its dotted path (`data.items.0.price`), by class-validator. None says the data is valid.
 * Thorough and slow: the hot path asks it only about data that the compiled check has refused.
 */
export function explain(of: DataClass, data: unknown): FieldError[] {
  if (data === undefined || data === null) return [fault('data', 'required', 'data is required')];
  if (!isRecord(data)) return [fault('data', 'type', 'data must be an object')];
  return faultsOf(of, data, 'data');
}

/** The key under which class-validator tells that a nested value is no object. */
const NO_OBJECT = 'nestedValidation';

/** Stands in for a value of the wrong type where an object or a list of objects is declared: fails every rule there, whatever the value was. */
const MISFIT = false;

function faultsOf(of: DataClass, data: Readonly<Record<string, unknown>>, path: string): FieldError[] {
  const errors = validateSync(instanceOf(of, data), { forbidUnknownValues: false, validationError: { target: false, value: true } });
  return errors.flatMap((error) => flatten(error, propertiesOf(of), path));
}

/**
 * An instance of the class with the declared properties of the data alone. class-transformer would descend into undeclared ones, which may nest
 * without end, and would trust their `constructor`.
 */
function instanceOf(of: DataClass, data: Readonly<Record<string, unknown>>): object {
  const instance = Object.create(of.prototype as object) as Record<string, unknown>;
  for (const [name, property] of propertiesOf(of)) {
    if (Object.hasOwn(data, name)) instance[name] = property.nested ? nestedOf(property.nested(), property.most, data[name]) : data[name];
  }
  return instance;
}

function nestedOf(of: DataClass, most: number | undefined, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (most === undefined) return isRecord(value) ? instanceOf(of, value) : MISFIT;
  if (!Array.isArray(value)) return MISFIT;
  const list = value.slice(0, most).map((element: unknown) => (isRecord(element) ? instanceOf(of, element) : MISFIT));
  return value.length > most ? [...list, {}] : list;
}

function flatten(error: ValidationError, properties: ReadonlyMap<string, Property>, path: string): FieldError[] {
  const at = `${path}.${error.property}`;
  const value: unknown = error.value;
  if (value === undefined || value === null) return [fault(at, 'required', `${error.property} is required`)];
  const property = properties.get(error.property);
  const own = Object.entries(error.constraints ?? {}).filter(([code]) => code !== NO_OBJECT && code !== 'each').map(([code, message]) => fault(at, code, message));
  return [...own, ...elementFaults(property, value, error.property, at), ...childFaults(error, property, at)];
}

function elementFaults(property: Property | undefined, value: unknown, name: string, at: string): FieldError[] {
  const { each, most } = property ?? {};
  if (!each || !Array.isArray(value)) return [];
  return value.slice(0, most).flatMap((element: unknown, index) =>
    each.filter((rule) => !rule.holds(element)).map((rule) => fault(`${at}.${String(index)}`, rule.code, `${name}.${String(index)} ${rule.says}`)),
  );
}

function childFaults(error: ValidationError, property: Property | undefined, at: string): FieldError[] {
  const children = error.children ?? [];
  if (!property?.nested || children.length === 0) return [];
  const properties = propertiesOf(property.nested());
  if (property.most === undefined) return children.flatMap((child) => flatten(child, properties, at));
  return children.flatMap((element) => {
    const place = `${at}.${element.property}`;
    if (element.constraints?.[NO_OBJECT] !== undefined) return [fault(place, 'type', `${error.property}.${element.property} must be an object`)];
    return (element.children ?? []).flatMap((child) => flatten(child, properties, place));
  });
}

function fault(path: string, code: string, message: string): FieldError {
  return { path, code, message };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
