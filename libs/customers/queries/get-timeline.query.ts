import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { HistoryKey } from '#event-log';
import { decodePageToken, encodePageToken, formatPosition } from '#kernel';
import type { VantageQuery } from '#projections';
import { channelOf, type RecordedEvent, toWire } from '#touchpoints';
import { CustomerReading } from './customer-reading';

export interface TimelineQuery extends VantageQuery {
  readonly channels: readonly string[] | undefined;
  readonly types: readonly string[] | undefined;
  /** With the facts that the platform has stated of the customer. */
  readonly derived: boolean;
  readonly limit: number;
  readonly after: string | undefined;
}

export interface Timeline {
  readonly items: readonly Record<string, unknown>[];
  readonly next?: string;
  readonly position: string;
}

/** A customer's touches on every channel, newest first. */
export class GetTimeline extends Query<Timeline> {
  constructor(readonly id: string, readonly query: TimelineQuery) {
    super();
  }
}

const PAGE = 500;

@QueryHandler(GetTimeline)
export class GetTimelineHandler implements IQueryHandler<GetTimeline> {
  constructor(private readonly reading: CustomerReading) {}

  async execute({ id, query }: GetTimeline): Promise<Timeline> {
    const { reading } = this;
    const vantage = await reading.vantage(query);
    const customer = await reading.customer(id, vantage);
    const scope = JSON.stringify(['timeline', customer.id, query.channels ?? null, query.types ?? null, query.derived]);
    const streams = [...customer.members.map(({ stream }) => stream), ...(query.derived ? [`lifecycle-${customer.id}`] : [])];
    const items: RecordedEvent[] = [];
    let after = query.after === undefined ? undefined : keyOf(decodePageToken(scope, query.after));
    for (let more = true; more && items.length < query.limit; ) {
      const page = await reading.log.readHistory({ streams, asOf: vantage.at, upTo: vantage.upTo, direction: 'backwards', limit: query.channels ? PAGE : query.limit, ...(query.types ? { types: query.types } : {}), ...(after ? { after } : {}) });
      for (const event of page) {
        after = event;
        if (!query.channels || query.channels.includes(channelOf(event.type))) items.push(event);
        if (items.length === query.limit) break;
      }
      more = page.length === (query.channels ? PAGE : query.limit) || items.length === query.limit;
    }
    const last = items.at(-1);
    const next = items.length === query.limit && last ? { next: encodePageToken(scope, [last.occurredAt, formatPosition(last.position)]) } : {};
    return { items: items.map(toWire), ...next, position: formatPosition(vantage.upTo) };
  }
}

function keyOf([occurredAt, position]: readonly unknown[]): HistoryKey {
  return { occurredAt: Number(occurredAt), position: BigInt(String(position)) };
}
