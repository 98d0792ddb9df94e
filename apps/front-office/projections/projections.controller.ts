import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CustomerReading } from '#customers';
import { type EventLog } from '#event-log';
import { formatPosition, notFound } from '#kernel';
import { type Engines, type ProjectorControl } from '#platform/engines';
import { ENGINES, PROJECTIONS, PROJECTOR } from '#platform/injection';
import { limitParameter, type QueryParameters, textParameter } from '#platform/http';
import { type ComparedVersions, compareVersions, PARKED, ProjectionCatalogue, type ProjectionStatus, ReadModelQueries } from '#projections';
import type { JsonObject } from '#read-models';
import { behind, type Lag, lagOf } from './lag';
import { CompareDto, RebuildDto } from './projection.dto';

type StatusAnswer = Omit<ProjectionStatus, 'collection'> & { position: string; lag: Lag; rate: number };

@ApiTags('projections')
@Controller('v1/projections')
export class ProjectionsController {
  private readonly log: EventLog;

  constructor(@Inject(ENGINES) private readonly engines: Engines, @Inject(PROJECTIONS) private readonly catalogue: ProjectionCatalogue, @Inject(PROJECTOR) private readonly projector: ProjectorControl, private readonly queries: ReadModelQueries, private readonly reading: CustomerReading) {
    this.log = engines.log;
  }

  @Get()
  @ApiOperation({ summary: 'State, position and lag of every projection' })
  async list(): Promise<{ items: StatusAnswer[]; position: string }> {
    const status = this.projector.status();
    const waiting = await behind(this.log, BigInt(status.position), this.engines.clock);
    const items = status.projections.flatMap((each) => {
      const projection = this.catalogue.get(each.name, each.version) ?? this.catalogue.get(each.name);
      return projection ? [answerOf(each, status.position, lagOf(projection, waiting, this.engines.types), status.rate)] : [];
    });
    return { items, position: status.position };
  }

  @Get(':name')
  @ApiOperation({ summary: 'State, position and lag of one projection' })
  async get(@Param('name') name: string): Promise<StatusAnswer> {
    const found = (await this.list()).items.find((each) => each.name === name);
    if (!found) throw notFound('a projection of that name');
    return found;
  }

  @Post(':name/rebuild')
  @HttpCode(202)
  @ApiOperation({ summary: 'Build it anew beside what is served, then switch', description: 'Of another version of the catalogue with `{"version": 2}`.' })
  async rebuild(@Param('name') name: string, @Body() body?: RebuildDto): Promise<StatusAnswer> {
    this.queries.projection(name, body?.version);
    await this.projector.startRebuild(name, body?.version);
    return this.get(name);
  }

  @Post(':name/rollback')
  @HttpCode(202)
  @ApiOperation({ summary: 'Serve again what was served before the last switch' })
  async rollBack(@Param('name') name: string): Promise<StatusAnswer> {
    this.queries.projection(name);
    await this.projector.rollBack(name);
    return this.get(name);
  }

  @Get(':name/parked')
  @ApiOperation({ summary: 'Customers whose fold failed, with the event and the error' })
  async parked(@Param('name') name: string, @Query() query: QueryParameters): Promise<{ items: JsonObject[]; position: string }> {
    this.queries.projection(name);
    const { keys } = await this.engines.store.find({ from: PARKED.id, where: [{ collection: PARKED.id, field: 'projection', operator: 'eq', value: name }], limit: limitParameter(query) });
    const found = await this.engines.store.get(PARKED.id, keys);
    const items = keys.flatMap((key) => {
      const document = found.get(key)?.document;
      return document ? [{ customerId: document['customerId'], event: document['event'], error: document['error'], since: document['since'] }] : [];
    });
    return { items, position: this.projector.status().position };
  }

  @Post(':name/parked/:customerId/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Fold a parked customer again' })
  async retry(@Param('name') name: string, @Param('customerId') customerId: string): Promise<{ released: boolean }> {
    this.queries.projection(name);
    return { released: await this.projector.retryParked(name, customerId) };
  }

  @Post(':name/compare')
  @HttpCode(200)
  @ApiOperation({ summary: 'Run another version beside the live one: who changes, and how' })
  async compare(@Param('name') name: string, @Body() { version, at }: CompareDto, @Query() query: QueryParameters): Promise<ComparedVersions & { position: string }> {
    const limit = limitParameter(query);
    const { reading, queries } = this;
    const live = await queries.servedProjection(name);
    const other = queries.projection(name, version);
    const vantage = await reading.vantage({ at: at ?? textParameter(query, 'at') });
    return { ...(await compareVersions(reading, live, other, vantage, limit)), position: formatPosition(vantage.upTo) };
  }
}

function answerOf({ collection: _collection, ...status }: ProjectionStatus, position: string, lag: Lag, rate: number): StatusAnswer {
  return { ...status, position, lag, rate };
}
