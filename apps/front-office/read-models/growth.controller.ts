import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CustomerReading } from '#customers';
import { type QueryParameters, textParameter } from '#platform/http';
import { ReadModelQueries, type Vantage } from '#projections';

/** Buyers who became so in a month: for the first time, regularly, or of something of another kind. */
export interface GrowthPeriod {
  readonly period: string;
  readonly firstTime: number;
  readonly regular: number;
  readonly additional: number;
}

@ApiTags('read models')
@Controller('v1/growth')
export class GrowthController {
  constructor(private readonly queries: ReadModelQueries, private readonly reading: CustomerReading) {}

  @Get()
  @ApiOperation({ summary: 'Growth counters: first-time, regular and additional buyers by month' })
  @ApiQuery({ name: 'at', required: false })
  async months(@Query() query: QueryParameters): Promise<{ items: GrowthPeriod[] }> {
    const at = textParameter(query, 'at');
    const vantage = at === undefined ? undefined : await this.reading.vantage({ at });
    const [firstTime, regular, additional] = [await this.counts('acquiredIn', vantage), await this.counts('retainedIn', vantage), await this.counts('extendedIn', vantage)];
    const periods = [...new Set([...firstTime.keys(), ...regular.keys(), ...additional.keys()])].sort();
    return { items: periods.map((period) => ({ period, firstTime: firstTime.get(period) ?? 0, regular: regular.get(period) ?? 0, additional: additional.get(period) ?? 0 })) };
  }

  private async counts(field: string, vantage: Vantage | undefined): Promise<Map<string, number>> {
    const { counts } = await this.queries.count('lifecycle-position', field, [], vantage);
    return new Map(counts.flatMap(({ value, count }) => (typeof value === 'string' ? [[value, count] as const] : [])));
  }
}
