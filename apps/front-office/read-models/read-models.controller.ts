import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CustomerReading } from '#customers';
import { formatPosition } from '#kernel';
import { PROJECTIONS } from '#platform/injection';
import { filterParameters, limitParameter, type QueryParameters, refused, sortParameter, textParameter } from '#platform/http';
import { ProjectionCatalogue, ReadModelQueries, type Vantage } from '#projections';
import type { FieldCount, JsonObject } from '#read-models';

const LIST_PARAMETERS = ['sort', 'limit', 'after', 'at', 'by', 'timeoutMs'];

@ApiTags('read models')
@Controller('v1/read-models')
export class ReadModelsController {
  constructor(@Inject(PROJECTIONS) private readonly catalogue: ProjectionCatalogue, private readonly queries: ReadModelQueries, private readonly reading: CustomerReading) {}

  @Get()
  @ApiOperation({ summary: 'The catalogue of read models' })
  async list(): Promise<{ items: JsonObject[]; position: string }> {
    const items = await Promise.all(this.catalogue.names().map(async (name) => {
      const { version, summary, fields, handles } = await this.queries.servedProjection(name);
      return { name, version, versions: this.catalogue.versions(name), summary, fields, handles };
    }));
    return { items, position: await this.position() };
  }

  @Get(':name')
  @ApiOperation({ summary: 'Documents across customers', description: 'Filters `field=…` and `field[gte]=…` on indexed fields, `sort=-field`, page tokens; with `at` as of that moment.' })
  @ApiQuery({ name: 'at', required: false })
  @ApiQuery({ name: 'sort', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'after', required: false })
  async documents(@Param('name') name: string, @Query() query: QueryParameters): Promise<{ items: JsonObject[]; next?: string; position: string }> {
    this.queries.projection(name);
    const [filters, sort, limit] = [filterParameters(query, LIST_PARAMETERS, name), sortParameter(query, name), limitParameter(query)];
    const vantage = await this.vantage(query);
    const { collection } = await this.queries.collection(name, vantage);
    const page = await this.queries.keys(collection, { filters, sort, limit, after: textParameter(query, 'after') }, vantage);
    const documents = await this.queries.documents(name, page.keys, vantage);
    return { items: documents.filter((document) => document !== undefined), ...(page.next === undefined ? {} : { next: page.next }), position: await this.position() };
  }

  @Get(':name/count')
  @ApiOperation({ summary: 'Counts by an indexed field, with the filters of the list' })
  @ApiQuery({ name: 'by' })
  @ApiQuery({ name: 'at', required: false })
  async count(@Param('name') name: string, @Query() query: QueryParameters): Promise<{ counts: FieldCount[]; total: number; position: string }> {
    this.queries.projection(name);
    const by = textParameter(query, 'by');
    if (by === undefined) throw refused('RAPPORT_BAD_REQUEST', 'by', 'must name an indexed field');
    const counted = await this.queries.count(name, by, filterParameters(query, LIST_PARAMETERS, name), await this.vantage(query));
    return { ...counted, position: await this.position() };
  }

  private async vantage(query: QueryParameters): Promise<Vantage | undefined> {
    const at = textParameter(query, 'at');
    return at === undefined ? undefined : this.reading.vantage({ at });
  }

  private async position(): Promise<string> {
    return formatPosition((await this.reading.vantage({})).upTo);
  }
}
