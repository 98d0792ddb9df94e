import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { FindIdentity, type IdentityView, LinkIdentities, type StatementResult, UnlinkIdentities } from '#customers';
import { type QueryParameters, textParameter } from '#platform/http';
import { IdentityDto, LinkDto } from './identity.dto';

@ApiTags('identities')
@Controller('v1/identities')
export class IdentitiesController {
  constructor(private readonly commands: CommandBus, private readonly queries: QueryBus) {}

  @Post('lookup')
  @HttpCode(200)
  @ApiOperation({ summary: 'Whose an identity is, without a personal value in a URL' })
  lookup(@Body() { kind, value }: IdentityDto, @Query() query: QueryParameters): Promise<IdentityView> {
    return this.queries.execute(new FindIdentity({ kind, value }, textParameter(query, 'knownAt')));
  }

  @Post('link')
  @HttpCode(200)
  @ApiOperation({ summary: 'State that two identities are one person\'s' })
  link(@Body() { a, b, reason }: LinkDto): Promise<StatementResult> {
    return this.commands.execute(new LinkIdentities({ a, b, reason }));
  }

  @Post('unlink')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take the link between two identities out of force' })
  unlink(@Body() { a, b, reason }: LinkDto): Promise<StatementResult> {
    return this.commands.execute(new UnlinkIdentities({ a, b, reason }));
  }

  @Get(':kind/:value')
  @ApiOperation({ summary: 'Whose an identity is' })
  @ApiQuery({ name: 'knownAt', required: false })
  find(@Param('kind') kind: string, @Param('value') value: string, @Query() query: QueryParameters): Promise<IdentityView> {
    return this.queries.execute(new FindIdentity({ kind, value }, textParameter(query, 'knownAt')));
  }
}
