import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { formatPosition, formatTime, notFound } from '#kernel';
import type { VantageQuery } from '#projections';
import type { JsonObject } from '#read-models';
import { CustomerReading, type WireIdentity, wireIdentities } from './customer-reading';

export interface CustomerView {
  readonly id: string;
  readonly aliasOf?: string;
  readonly identities: readonly WireIdentity[];
  readonly readModels: Readonly<Record<string, JsonObject>>;
  readonly asOf: string;
  readonly knownAt: string;
  readonly position: string;
}

/** The 360-degree view: every read model's document of one customer, as of a point in both times. */
export class GetCustomer extends Query<CustomerView> {
  constructor(readonly id: string, readonly vantage: VantageQuery) {
    super();
  }
}

@QueryHandler(GetCustomer)
export class GetCustomerHandler implements IQueryHandler<GetCustomer> {
  constructor(private readonly reading: CustomerReading) {}

  async execute({ id, vantage: query }: GetCustomer): Promise<CustomerView> {
    const { reading } = this;
    const vantage = await reading.vantage(query);
    const customer = await reading.customer(id, vantage);
    const projections = await Promise.all(reading.catalogue.names().map((name) => reading.queries.servedProjection(name)));
    const documents = await reading.histories.documents(customer, projections, vantage);
    const readModels = Object.fromEntries(documents.flatMap((document, index) => (document ? [[projections[index]?.name ?? '', document] as const] : [])));
    if (query.at !== undefined && Object.keys(readModels).length === 0) throw notFound('a customer of that id, at that moment,');
    return {
      id: customer.id,
      ...(customer.id === id ? {} : { aliasOf: id }),
      identities: wireIdentities(customer, vantage.at),
      readModels,
      asOf: formatTime(vantage.at),
      knownAt: query.knownAt ?? formatTime(reading.clock.now()),
      position: formatPosition(vantage.upTo),
    };
  }
}
