import { type FieldError, parsePosition, type Position, RapportError } from '#kernel';
import type { FieldFilter, FieldSort } from '#projections';

/** A query string as the framework parses it: a repeated parameter is a list. */
export type QueryParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

export const DEFAULT_LIMIT = 50;
const MOST = 1000;

/** The last value of a parameter; empty counts as absent. */
export function textParameter(query: QueryParameters, name: string): string | undefined {
  const value = query[name];
  const last = typeof value === 'string' ? value : value?.at(-1);
  return last === '' ? undefined : last;
}

/** @throws RAPPORT_BAD_LIMIT unless it is a whole number from 1 to 1000 */
export function limitParameter(query: QueryParameters, fallback = DEFAULT_LIMIT): number {
  const value = textParameter(query, 'limit');
  if (value === undefined) return fallback;
  if (!/^\d{1,4}$/.test(value) || Number(value) < 1 || Number(value) > MOST) throw refused('RAPPORT_BAD_LIMIT', 'limit', `must be a whole number from 1 to ${String(MOST)}`);
  return Number(value);
}

/** @throws RAPPORT_BAD_POSITION */
export function positionParameter(query: QueryParameters, name: string): Position | undefined {
  const value = textParameter(query, name);
  return value === undefined ? undefined : parsePosition(value, name);
}

/** Names with commas between, or the parameter repeated. */
export function listParameter(query: QueryParameters, name: string): string[] | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  const names = (typeof value === 'string' ? [value] : value).flatMap((each) => each.split(',')).map((each) => each.trim()).filter((each) => each !== '');
  return names.length > 0 ? names : undefined;
}

export function flagParameter(query: QueryParameters, name: string): boolean {
  const value = textParameter(query, name);
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw refused('RAPPORT_BAD_REQUEST', name, 'must be true or false');
}

export function timeoutParameter(query: QueryParameters): number {
  const value = textParameter(query, 'timeoutMs');
  if (value === undefined) return 10_000;
  if (!/^\d{1,6}$/.test(value)) throw refused('RAPPORT_BAD_REQUEST', 'timeoutMs', 'must be a whole number of milliseconds up to 999999');
  return Number(value);
}

/** `model.field=…` and `model.field[gte]=…`; with `model` given, fields are bare. Parameters named in `others` are no filters. */
export function filterParameters(query: QueryParameters, others: readonly string[], model?: string): FieldFilter[] {
  return Object.keys(query).filter((name) => !others.includes(name)).flatMap((name) => {
    const value = textParameter(query, name);
    const match = /^([^[\]]+)(?:\[(\w+)\])?$/.exec(name);
    const path = match?.[1] ?? name;
    const dot = path.indexOf('.');
    if (!match || (model === undefined && dot < 1)) throw refused('RAPPORT_UNKNOWN_FIELD', name, `is not a parameter here; a field of a read model is asked for as model.field or model.field[gte]`);
    if (value === undefined) throw refused('RAPPORT_BAD_REQUEST', name, 'needs a value');
    const [owner, field] = model === undefined ? [path.slice(0, dot), path.slice(dot + 1)] : [model, path];
    return [{ model: owner, field, operator: match[2] ?? 'eq', value, parameter: name }];
  });
}

/** `sort=field` ascending, `sort=-field` descending. */
export function sortParameter(query: QueryParameters, model?: string): FieldSort | undefined {
  const value = textParameter(query, 'sort');
  if (value === undefined) return undefined;
  const descending = value.startsWith('-');
  const path = value.replace(/^[-+]/, '');
  const dot = path.indexOf('.');
  if (model !== undefined) return { model, field: path, descending };
  if (dot < 1) throw refused('RAPPORT_UNKNOWN_FIELD', 'sort', 'must name a field of a read model, as sort=-purchasing.revenue');
  return { model: path.slice(0, dot), field: path.slice(dot + 1), descending };
}

export function refused(code: 'RAPPORT_BAD_REQUEST' | 'RAPPORT_BAD_LIMIT' | 'RAPPORT_UNKNOWN_FIELD', path: string, rule: string): RapportError {
  const error: FieldError = { path, code: 'parameter', message: rule };
  return new RapportError(code, `${path} ${rule}`, { errors: [error] });
}
