import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { notFound } from '#kernel';
import type { VantageQuery } from '#projections';
import type { JsonObject } from '#read-models';
import { CustomerReading } from './customer-reading';

/** One read model's document of one customer, as of a point in both times; by another version of the projection, if asked for. */
export class GetDocument extends Query<JsonObject> {
  constructor(readonly id: string, readonly model: string, readonly vantage: VantageQuery, readonly version: number | undefined) {
    super();
  }
}

@QueryHandler(GetDocument)
export class GetDocumentHandler implements IQueryHandler<GetDocument> {
  constructor(private readonly reading: CustomerReading) {}

  async execute({ id, model, vantage: query, version }: GetDocument): Promise<JsonObject> {
    const { reading } = this;
    const projection = version === undefined ? await reading.queries.servedProjection(model) : reading.queries.projection(model, version);
    const vantage = await reading.vantage(query);
    const customer = await reading.customer(id, vantage);
    const [document] = await reading.histories.documents(customer, [projection], vantage);
    if (!document) throw notFound(`a ${model} document of that customer, at that moment,`);
    return document;
  }
}
