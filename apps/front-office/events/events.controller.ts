import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { decodePageToken, encodePageToken, formatPosition, notFound, parsePosition, RapportError, START } from '#kernel';
import { type Engines } from '#platform/engines';
import { ENGINES, PROJECTIONS } from '#platform/injection';
import { limitParameter, listParameter, positionParameter, type QueryParameters, textParameter } from '#platform/http';
import { ProjectionCatalogue } from '#projections';
import { toWire } from '#touchpoints';
import { folds } from '../projections/folds';
import { directionParameter } from './direction-parameter';

type WireEvent = Record<string, unknown>;

@ApiTags('log')
@Controller('v1')
export class EventsController {
  constructor(@Inject(ENGINES) private readonly engines: Engines, @Inject(PROJECTIONS) private readonly catalogue: ProjectionCatalogue) {}

  @Get('events')
  @ApiOperation({ summary: 'The log in its order, or with `direction=backwards` newest first' })
  @ApiQuery({ name: 'from', required: false, description: 'After this position' })
  @ApiQuery({ name: 'types', required: false })
  @ApiQuery({ name: 'direction', required: false, enum: ['forwards', 'backwards'] })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'after', required: false })
  async events(@Query() query: QueryParameters): Promise<{ items: WireEvent[]; next?: string; position: string }> {
    const { log } = this.engines;
    const [limit, types, direction] = [limitParameter(query), listParameter(query, 'types'), directionParameter(query)];
    const scope = JSON.stringify(['events', types ?? null, direction]);
    const token = textParameter(query, 'after');
    const after = token === undefined ? positionParameter(query, 'from') : parsePosition(String(decodePageToken(scope, token)[0]), 'after');
    const head = await log.head();
    const events = await log.readAll({ limit, direction, ...(after === undefined ? {} : { after }), ...(types ? { types } : {}) });
    const last = events.at(-1);
    return { items: events.map(toWire), ...(last && events.length === limit ? { next: encodePageToken(scope, [formatPosition(last.position)]) } : {}), position: formatPosition(head) };
  }

  @Get('events/:position')
  @ApiOperation({ summary: 'One event' })
  async event(@Param('position') position: string): Promise<WireEvent> {
    const event = await this.engines.log.event(parsePosition(position));
    if (!event) throw notFound('an event at that position');
    return toWire(event);
  }

  @Get('streams/:name')
  @ApiOperation({ summary: 'One stream by revision' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'after', required: false })
  @ApiQuery({ name: 'direction', required: false, enum: ['forwards', 'backwards'] })
  async stream(@Param('name') name: string, @Query() query: QueryParameters): Promise<{ items: WireEvent[]; next?: string; position: string }> {
    const { log } = this.engines;
    const [limit, direction] = [limitParameter(query), directionParameter(query)];
    const scope = JSON.stringify(['stream', name, direction]);
    const token = textParameter(query, 'after');
    const step = direction === 'forwards' ? 1 : -1;
    const from = token === undefined ? undefined : revisionOf(decodePageToken(scope, token)[0]) + step;
    const events = from !== undefined && from < 0 ? [] : await log.readStream(name, { limit, direction, ...(from === undefined ? {} : { from }) });
    if (!events) throw notFound('a stream of that name');
    const last = events.at(-1);
    return { items: events.map(toWire), ...(last && events.length === limit ? { next: encodePageToken(scope, [last.revision]) } : {}), position: formatPosition((await log.head()) || START) };
  }

  @Get('event-types')
  @ApiOperation({ summary: 'The catalogue of event types, with counts' })
  async types(): Promise<{ items: Record<string, unknown>[]; position: string }> {
    const counts = await this.engines.log.countsByType();
    const items = this.engines.types.all().map(({ type, version, personalData, origin, initiator }) => ({ type, channel: type.split('.')[0], version, count: counts.get(type) ?? 0, personalData, handledBy: this.handledBy(type), origin, initiator }));
    return { items, position: formatPosition(await this.engines.log.head()) };
  }

  @Get('event-types/:type')
  @ApiOperation({ summary: 'One event type: schema of its data, an example, who handles it' })
  async type(@Param('type') type: string): Promise<Record<string, unknown>> {
    const described = this.engines.types.describe(type);
    if (!described) throw notFound('an event type of that name');
    const counts = await this.engines.log.countsByType();
    return { ...described, count: counts.get(type) ?? 0, handledBy: this.handledBy(type) };
  }

  private handledBy(type: string): string[] {
    return this.catalogue.names().filter((name) => {
      const projection = this.catalogue.get(name);
      return projection !== undefined && folds(projection, type, this.engines.types);
    });
  }
}

function revisionOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new RapportError('RAPPORT_BAD_PAGE_TOKEN', 'after must be the next of a page of this same query');
  return value;
}
