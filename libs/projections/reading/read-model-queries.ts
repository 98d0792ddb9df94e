import type { EventLog } from '#event-log';
import { type Clock, decodePageToken, encodePageToken, type FieldError, formatTime, notFound, type Position, RapportError, readTime } from '#kernel';
import type { FieldCount, FieldType, FieldValue, Filter, JsonObject, Operator, PageEnd, ReadModelStore, Sort } from '#read-models';
import type { Customer } from '../law/customer';
import type { Projection } from '../law/define-projection';
import { dayCountBound, documentOf } from '../law/document';
import { restoreFold, type StoredFold } from '../law/fold';
import type { ProjectionCatalogue } from '../live/catalogue';
import { servedOf } from '../live/generations';
import { latestReference } from '../live/references';
import { Recent } from './recent';
import type { AsOfCollections } from './as-of-collections';
import type { Vantage } from './moment-of-knowledge';

export interface QueryParts {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly clock: Clock;
  readonly catalogue: ProjectionCatalogue;
  readonly asOf: AsOfCollections;
  /** What the read models have folded. */
  readonly position: () => Position;
  readonly customers: (ids: readonly string[]) => Promise<Map<string, Customer>>;
  /** How many customers there are. */
  readonly size: () => Promise<number>;
}

/** A condition as asked for: a field of a read model, compared with a text. */
export interface FieldFilter {
  readonly model: string;
  readonly field: string;
  readonly operator: string;
  readonly value: string;
  /** The parameter, for error messages. */
  readonly parameter: string;
}

export interface FieldSort {
  readonly model: string;
  readonly field: string;
  readonly descending: boolean;
}

export interface ListQuery {
  readonly filters: readonly FieldFilter[];
  readonly sort?: FieldSort | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
  /** Only these customers. */
  readonly keys?: readonly string[] | undefined;
}

export interface KeyPage {
  readonly keys: readonly string[];
  readonly next: string | undefined;
}

const OPERATORS: readonly Operator[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'prefix'];
/** Up to so many customers figures over all of them are computed anew for any past moment; beyond, those stated at the time serve. */
const EXACT_REFERENCES = 20_000;
/** The most of those kept. */
const FITTED = 500;

/** Documents across customers: filters, sort, pages and counts over the served collections, or over all customers as of a moment. */
export class ReadModelQueries {
  private readonly fitted = new Recent<JsonObject | undefined>(FITTED);

  constructor(private readonly parts: QueryParts) {}

  /** @throws RAPPORT_NOT_FOUND */
  projection(name: string, version?: number): Projection {
    const projection = this.parts.catalogue.get(name, version);
    if (!projection) throw notFound(version === undefined ? 'a read model of that name' : `version ${String(version)} of that read model`);
    return projection;
  }

  /** The projection that is served under a name. */
  async servedProjection(name: string): Promise<Projection> {
    const served = await servedOf(this.parts.store, name);
    return this.projection(name, served?.version);
  }

  async collection(name: string, vantage: Vantage | undefined): Promise<{ projection: Projection; collection: string }> {
    const projection = await this.servedProjection(name);
    if (vantage) return { projection, collection: await this.parts.asOf.of(projection, vantage.at, this.parts.position()) };
    const served = await servedOf(this.parts.store, name);
    if (!served) throw new RapportError('RAPPORT_STORE_UNAVAILABLE', `read model ${name} is being built for the first time`);
    return { projection, collection: served.collection };
  }

  /** A page of the keys of a collection (a read model's, or the customers'). `scope` binds page tokens to the query. */
  async keys(from: string, query: ListQuery, vantage: Vantage | undefined): Promise<KeyPage> {
    const scope = JSON.stringify([from.replace(/^as-of (\S+) .*$/, '$1'), query.filters, query.sort ?? null]);
    const end = query.after === undefined ? undefined : pageEnd(decodePageToken(scope, query.after));
    const where = await Promise.all(query.filters.map((filter) => this.filter(filter, vantage)));
    const sort = query.sort && (await this.sort(query.sort, vantage));
    const found = await this.parts.store.find({ from, where, limit: query.limit, ...(query.keys ? { keys: query.keys } : {}), ...(sort ? { sort } : {}), ...(end ? { after: end } : {}) });
    return { keys: found.keys, next: found.next && encodePageToken(scope, [found.next.key, found.next.value ?? null, found.next.value === null]) };
  }

  /** The documents of the keys, viewed now or as of the moment, in the same order. */
  async documents(name: string, keys: readonly string[], vantage: Vantage | undefined): Promise<(JsonObject | undefined)[]> {
    const { projection, collection } = await this.collection(name, vantage);
    const at = vantage?.at ?? this.parts.clock.now();
    const position = this.parts.position();
    const [stored, customers, reference] = [await this.parts.store.get(collection, keys), await this.parts.customers(keys), await this.referenceAt(projection, vantage)];
    return keys.map((key) => {
      const [found, customer] = [stored.get(key), customers.get(key)];
      if (!found?.document || !customer) return found?.document ?? undefined;
      return documentOf(projection, restoreFold(found.state as StoredFold, found.position), { customer, at, position, reference });
    });
  }

  async count(name: string, by: string, filters: readonly FieldFilter[], vantage: Vantage | undefined): Promise<{ counts: FieldCount[]; total: number }> {
    const { projection, collection } = await this.collection(name, vantage);
    if (typeof this.fieldOf(projection, by, 'by') !== 'string') throw unknownField('by', `${by} is a count of days, which every day changes; count by the time that it runs from`);
    const where = await Promise.all(filters.map((filter) => this.filter(filter, vantage)));
    const counts = await this.parts.store.count({ from: collection, by, where });
    return { counts, total: counts.reduce((sum, { count }) => sum + count, 0) };
  }

  /** The figure over all customers that a projection's view needs, as in force now or as of a moment. */
  async referenceAt(projection: Projection, vantage: Vantage | undefined): Promise<JsonObject | undefined> {
    const definition = projection.reference === undefined ? undefined : this.parts.catalogue.reference(projection.reference);
    if (!definition) return undefined;
    const { log, position, size } = this.parts;
    if (!vantage) return latestReference(log, definition, position());
    if ((await size()) > EXACT_REFERENCES) return (await latestReference(log, definition, vantage.upTo, vantage.at)) ?? latestReference(log, definition, vantage.upTo);
    return this.fitted.of(`${definition.name} ${String(vantage.at)} ${String(position())}`, async () => definition.fitAsOf(this.parts.store, (await this.collection(definition.projection, undefined)).collection, vantage.at));
  }

  private async filter({ model, field, operator, value, parameter }: FieldFilter, vantage: Vantage | undefined): Promise<Filter> {
    const { projection, collection } = await this.collectionFor(model, vantage, parameter);
    const type = this.fieldOf(projection, field, parameter);
    const known = OPERATORS.find((each) => each === operator);
    if (!known) throw new RapportError('RAPPORT_UNKNOWN_FIELD', `${parameter}: the operator must be one of ${OPERATORS.join(', ')}`, { errors: [{ path: parameter, code: 'operator', message: `the operator must be one of ${OPERATORS.join(', ')}` }] });
    if (typeof type !== 'string') return dayCountFilter(collection, type.daysSince, known, value, parameter, vantage?.at ?? this.parts.clock.now());
    return { collection, field, operator: known, value: readValue(type, value, parameter) };
  }

  private async sort({ model, field, descending }: FieldSort, vantage: Vantage | undefined): Promise<Sort> {
    const { projection, collection } = await this.collectionFor(model, vantage, 'sort');
    const type = this.fieldOf(projection, field, 'sort');
    return typeof type === 'string' ? { collection, field, descending } : { collection, field: type.daysSince, descending: !descending };
  }

  private collectionFor(model: string, vantage: Vantage | undefined, parameter: string): Promise<{ projection: Projection; collection: string }> {
    if (!this.parts.catalogue.get(model)) throw unknownField(parameter, `${parameter}: there is no read model of that name; there are ${this.parts.catalogue.names().join(', ')}`);
    return this.collection(model, vantage);
  }

  private fieldOf(projection: Projection, field: string, parameter: string): Projection['fields'][string] {
    const type = Object.hasOwn(projection.fields, field) ? projection.fields[field] : undefined;
    if (!type) throw unknownField(parameter, `${parameter}: that is not an indexed field of ${projection.name}; these are: ${Object.keys(projection.fields).join(', ')}`);
    return type;
  }
}

function readValue(type: FieldType, value: string, parameter: string): FieldValue {
  const fail = (rule: string): RapportError => new RapportError('RAPPORT_BAD_REQUEST', `${parameter} ${rule}`, { errors: [{ path: parameter, code: 'value', message: rule }] });
  switch (type) {
    case 'number':
      if (value.trim() === '' || !Number.isFinite(Number(value))) throw fail('must be a number');
      return Number(value);
    case 'flag':
      if (value !== 'true' && value !== 'false') throw fail('must be true or false');
      return value === 'true';
    case 'time': {
      const moment = readTime(value);
      if (moment === undefined) throw fail('must be an ISO 8601 time');
      return formatTime(moment);
    }
    case 'text':
      return value;
  }
}

/** At least n days ago means before the end of that day, and so on: a day count is asked of the time that it runs from. */
function dayCountFilter(collection: string, field: string, operator: Operator, text: string, parameter: string, now: number): Filter {
  const days = Number(text);
  const error: FieldError = { path: parameter, code: 'value', message: 'must be a whole number of days, with gt, gte, lt or lte' };
  if (!Number.isInteger(days)) throw new RapportError('RAPPORT_BAD_REQUEST', `${parameter} ${error.message}`, { errors: [error] });
  const bound = (count: number): string => formatTime(dayCountBound(count, now));
  switch (operator) {
    case 'gte':
      return { collection, field, operator: 'lt', value: bound(days) };
    case 'gt':
      return { collection, field, operator: 'lt', value: bound(days + 1) };
    case 'lt':
      return { collection, field, operator: 'gte', value: bound(days) };
    case 'lte':
      return { collection, field, operator: 'gte', value: bound(days + 1) };
    default:
      throw new RapportError('RAPPORT_BAD_REQUEST', `${parameter} ${error.message}`, { errors: [error] });
  }
}

function unknownField(path: string, message: string): RapportError {
  return new RapportError('RAPPORT_UNKNOWN_FIELD', message, { errors: [{ path, code: 'unknown-field', message }] });
}

function pageEnd([key, value, isNull]: readonly unknown[]): PageEnd {
  if (typeof key !== 'string') throw new RapportError('RAPPORT_BAD_PAGE_TOKEN', 'after must be the next of a page of this same query');
  if (isNull === true) return { key, value: null };
  return value === null || value === undefined ? { key } : { key, value: value as FieldValue };
}
