import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { formatTime, type FieldError, RapportError } from '#kernel';
import type { Difference } from '#projections';
import { toWire } from '#touchpoints';
import { CustomerReading } from './customer-reading';

export interface MomentComparison {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly (Difference & { readonly readModel: string })[];
  readonly events: readonly Record<string, unknown>[];
}

/** What differs in every document of a customer between two moments, and the events between them. */
export class CompareMoments extends Query<MomentComparison> {
  constructor(readonly id: string, readonly from: string | undefined, readonly to: string | undefined, readonly knownAt: string | undefined) {
    super();
  }
}

@QueryHandler(CompareMoments)
export class CompareMomentsHandler implements IQueryHandler<CompareMoments> {
  constructor(private readonly reading: CustomerReading) {}

  async execute({ id, from, to, knownAt }: CompareMoments): Promise<MomentComparison> {
    if (from === undefined) throw new RapportError('RAPPORT_BAD_TIME', 'from must be an ISO 8601 time', { errors: [MISSING] });
    const { reading } = this;
    const [before, after] = [await reading.vantage({ at: from, knownAt }), await reading.vantage({ at: to, knownAt })];
    const customer = await reading.customer(id, after);
    const projections = await Promise.all(reading.catalogue.names().map((name) => reading.queries.servedProjection(name)));
    const { changes, events } = await reading.histories.compare(customer, projections, before, after);
    return { from: formatTime(before.at), to: formatTime(after.at), changes, events: events.map(toWire) };
  }
}

const MISSING: FieldError = { path: 'from', code: 'required', message: 'must be an ISO 8601 time' };
