import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { formatPosition, formatTime } from '#kernel';
import type { VantageQuery } from '#projections';
import type { JsonObject } from '#read-models';
import { CustomerReading } from './customer-reading';

export interface DocumentHistory {
  readonly items: readonly {
    readonly document: JsonObject;
    readonly event: { readonly position: string; readonly type: string; readonly occurredAt: string; readonly recordedAt: string; readonly id: string } | null;
    readonly at: string;
  }[];
  readonly position: string;
}

/** The successive values of one document and what caused each, oldest first. */
export class GetDocumentHistory extends Query<DocumentHistory> {
  constructor(readonly id: string, readonly model: string, readonly vantage: VantageQuery) {
    super();
  }
}

@QueryHandler(GetDocumentHistory)
export class GetDocumentHistoryHandler implements IQueryHandler<GetDocumentHistory> {
  constructor(private readonly reading: CustomerReading) {}

  async execute({ id, model, vantage: query }: GetDocumentHistory): Promise<DocumentHistory> {
    const { reading } = this;
    const projection = await reading.queries.servedProjection(model);
    const vantage = await reading.vantage(query);
    const items = await reading.histories.history(await reading.customer(id, vantage), projection, vantage);
    return {
      items: items.map(({ document, event, at }) => ({
        document,
        event: event && { position: formatPosition(event.position), type: event.type, occurredAt: formatTime(event.occurredAt), recordedAt: formatTime(event.recordedAt), id: event.id },
        at: formatTime(at),
      })),
      position: formatPosition(vantage.upTo),
    };
  }
}
