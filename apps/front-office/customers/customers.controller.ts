import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CompareMoments, type CustomerList, type CustomerView, type DocumentHistory, GetCustomer, GetDocument, GetDocumentHistory, GetTimeline, ListCustomers, type MomentComparison, type Timeline } from '#customers';
import { filterParameters, flagParameter, limitParameter, listParameter, type QueryParameters, refused, sortParameter, textParameter } from '#platform/http';
import type { JsonObject } from '#read-models';
import { AtQuery } from '../http/at-query.decorator';
import { vantageParameters } from '../http/vantage-parameters';

const LIST_PARAMETERS = ['q', 'stage', 'segment', 'sort', 'limit', 'after', 'at', 'fields', 'timeoutMs'];
/** Short names for filters that everybody needs. */
const SHORTHANDS = { stage: ['lifecycle-position', 'stage'], segment: ['rfm', 'segment'] } as const;

@ApiTags('customers')
@Controller('v1/customers')
export class CustomersController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'Search and list customers', description: 'Any indexed field of a read model filters as `model.field=…` or `model.field[gte]=…` and sorts as `sort=-model.field`.' })
  @ApiQuery({ name: 'q', required: false, description: 'Beginning of an identity\'s value or of the name' })
  @ApiQuery({ name: 'stage', required: false })
  @ApiQuery({ name: 'segment', required: false })
  @ApiQuery({ name: 'sort', required: false })
  @ApiQuery({ name: 'fields', required: false, description: 'Further fields to show, as model.field, with commas between' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'after', required: false })
  list(@Query() query: QueryParameters): Promise<CustomerList> {
    const short = Object.entries(SHORTHANDS).flatMap(([parameter, [model, field]]) => {
      const value = textParameter(query, parameter);
      return value === undefined ? [] : [{ model, field, operator: 'eq', value, parameter }];
    });
    const filters = [...short, ...filterParameters(query, LIST_PARAMETERS)];
    return this.queries.execute(new ListCustomers({ q: textParameter(query, 'q'), at: textParameter(query, 'at'), filters, sort: sortParameter(query), fields: listParameter(query, 'fields') ?? [], limit: limitParameter(query), after: textParameter(query, 'after') }));
  }

  @Get(':id')
  @AtQuery()
  @ApiOperation({ summary: 'The 360° view as of a moment' })
  get(@Param('id') id: string, @Query() query: QueryParameters): Promise<CustomerView> {
    return this.queries.execute(new GetCustomer(id, vantageParameters(query)));
  }

  @Get(':id/timeline')
  @AtQuery()
  @ApiOperation({ summary: 'Every touch, newest first' })
  @ApiQuery({ name: 'channel', required: false })
  @ApiQuery({ name: 'type', required: false })
  @ApiQuery({ name: 'derived', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'after', required: false })
  timeline(@Param('id') id: string, @Query() query: QueryParameters): Promise<Timeline> {
    return this.queries.execute(new GetTimeline(id, { ...vantageParameters(query), channels: listParameter(query, 'channel'), types: listParameter(query, 'type'), derived: flagParameter(query, 'derived'), limit: limitParameter(query), after: textParameter(query, 'after') }));
  }

  @Get(':id/compare')
  @ApiOperation({ summary: 'What differs between two moments, and the events between' })
  @ApiQuery({ name: 'from' })
  @ApiQuery({ name: 'to', required: false })
  @ApiQuery({ name: 'knownAt', required: false })
  compare(@Param('id') id: string, @Query() query: QueryParameters): Promise<MomentComparison> {
    return this.queries.execute(new CompareMoments(id, textParameter(query, 'from'), textParameter(query, 'to'), textParameter(query, 'knownAt')));
  }

  @Get(':id/read-models/:name')
  @AtQuery()
  @ApiOperation({ summary: 'One read model\'s document' })
  @ApiQuery({ name: 'version', required: false })
  document(@Param('id') id: string, @Param('name') name: string, @Query() query: QueryParameters): Promise<JsonObject> {
    return this.queries.execute(new GetDocument(id, name, vantageParameters(query), versionParameter(query)));
  }

  @Get(':id/read-models/:name/history')
  @AtQuery()
  @ApiOperation({ summary: 'The document\'s successive values and what caused each' })
  history(@Param('id') id: string, @Param('name') name: string, @Query() query: QueryParameters): Promise<DocumentHistory> {
    return this.queries.execute(new GetDocumentHistory(id, name, vantageParameters(query)));
  }
}

export function versionParameter(query: QueryParameters): number | undefined {
  const value = textParameter(query, 'version');
  if (value === undefined) return undefined;
  if (!/^\d{1,6}$/.test(value)) throw refused('RAPPORT_BAD_REQUEST', 'version', 'must be a whole number');
  return Number(value);
}
