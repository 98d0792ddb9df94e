import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { formatPosition } from '#kernel';
import type { FieldFilter, FieldSort } from '#projections';
import { valueAt } from '#read-models';
import { CUSTOMERS } from '../identity/identity-documents';
import { CustomerReading, type WireIdentity, wireIdentities } from './customer-reading';

export interface CustomersQuery {
  readonly q: string | undefined;
  readonly at: string | undefined;
  readonly filters: readonly FieldFilter[];
  readonly sort: FieldSort | undefined;
  /** Fields to show besides, as `model.field`. */
  readonly fields: readonly string[];
  readonly limit: number;
  readonly after: string | undefined;
}

export interface CustomerList {
  readonly items: readonly { readonly id: string; readonly identities: readonly WireIdentity[]; readonly readModels: Readonly<Record<string, Record<string, unknown>>> }[];
  readonly next?: string;
  readonly position: string;
}

/** Customers by search, filters on indexed fields of any read model, and order. */
export class ListCustomers extends Query<CustomerList> {
  constructor(readonly query: CustomersQuery) {
    super();
  }
}

/** The most customers that a search answers with. */
const MOST_FOUND = 900;

@QueryHandler(ListCustomers)
export class ListCustomersHandler implements IQueryHandler<ListCustomers> {
  constructor(private readonly reading: CustomerReading) {}

  async execute({ query }: ListCustomers): Promise<CustomerList> {
    const { queries, directory } = this.reading;
    const vantage = query.at === undefined ? undefined : await this.reading.vantage({ at: query.at });
    const from = vantage ? (await queries.collection('profile', vantage)).collection : CUSTOMERS.id;
    const found = query.q === undefined ? undefined : await this.search(query.q);
    const page = await queries.keys(from, { ...query, keys: found }, vantage);
    const customers = await directory.customers(page.keys);
    const asked = fieldsAsked(query);
    for (const model of asked.keys()) queries.projection(model);
    const documents = new Map(await Promise.all([...asked.keys()].map(async (model) => [model, await queries.documents(model, page.keys, vantage)] as const)));
    const items = page.keys.map((id, index) => {
      const customer = customers.get(id);
      const readModels = Object.fromEntries([...asked].map(([model, fields]) => [model, Object.fromEntries([...fields].map((field) => [field, valueAt(documents.get(model)?.[index] ?? {}, field) ?? null]))]));
      return { id, identities: customer ? wireIdentities(customer, vantage?.at) : [], readModels };
    });
    return { items, ...(page.next === undefined ? {} : { next: page.next }), position: formatPosition((await this.reading.vantage({})).upTo) };
  }

  private async search(text: string): Promise<string[]> {
    const { queries, directory } = this.reading;
    const byIdentity = await directory.search(text, MOST_FOUND);
    const { collection } = await queries.collection('profile', undefined);
    const byName = await Promise.all(['searchName', 'searchLastName'].map((field) => queries.keys(collection, { filters: [{ model: 'profile', field, operator: 'prefix', value: text.toLowerCase(), parameter: 'q' }], limit: MOST_FOUND }, undefined)));
    const own = await directory.customer(text);
    return [...new Set([...(own ? [own.id] : []), ...byIdentity, ...byName.flatMap(({ keys }) => keys)])].slice(0, MOST_FOUND);
  }
}

/** The fields that filters, sort and `fields` name, by read model: they are shown with each customer. */
function fieldsAsked({ filters, sort, fields }: CustomersQuery): Map<string, Set<string>> {
  const asked = new Map<string, Set<string>>();
  const named = fields.map((path) => ({ model: path.slice(0, Math.max(0, path.indexOf('.'))), field: path.slice(path.indexOf('.') + 1) }));
  for (const { model, field } of [...filters, ...(sort ? [sort] : []), ...named]) asked.set(model, (asked.get(model) ?? new Set<string>()).add(field));
  return asked;
}
