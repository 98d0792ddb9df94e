import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type QuarantineEntry, ResubmitTouchpoint } from '#intake';
import { Intake, type IntakeResult } from '#intake/receive';
import { decodePageToken, encodePageToken, formatPosition, parsePosition } from '#kernel';
import { Visibility } from '#platform/engines';
import { limitParameter, type QueryParameters, textParameter } from '#platform/http';
import { waitIfAsked } from '../http/wait-if-asked';
import { invalid } from '../touchpoints/touchpoints.controller';

const SCOPE = 'quarantine';

@ApiTags('quarantine')
@Controller('v1/quarantine')
export class QuarantineController {
  constructor(private readonly intake: Intake, private readonly commands: CommandBus, private readonly visibility: Visibility) {}

  @Get()
  @ApiOperation({ summary: 'What did not validate, newest first, with reasons and raw body' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'after', required: false })
  async list(@Query() query: QueryParameters): Promise<{ items: readonly QuarantineEntry[]; next?: string; position: string }> {
    const after = textParameter(query, 'after');
    const page = await this.intake.quarantine.list(limitParameter(query), after === undefined ? undefined : parsePosition(String(decodePageToken(SCOPE, after)[0]), 'after'));
    return { items: page.items, ...(page.next === undefined ? {} : { next: encodePageToken(SCOPE, [formatPosition(page.next)]) }), position: formatPosition(this.visibility.position) };
  }

  @Post(':id/resubmit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take the mended touchpoint (no body: the raw one again)' })
  async resubmit(@Param('id') id: string, @Body() body: unknown, @Query() query: QueryParameters): Promise<IntakeResult> {
    const mended = typeof body === 'object' && body !== null && Object.keys(body).length > 0 ? body : undefined;
    const result = await this.commands.execute(new ResubmitTouchpoint(id, mended));
    const [item] = result.items;
    if (item?.status === 'quarantined') throw invalid(item);
    await waitIfAsked(query, result.position, this.visibility);
    return result;
  }
}
