import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { decodePageToken, encodePageToken, formatPosition, parsePosition } from '#kernel';
import { Visibility } from '#platform/engines';
import { limitParameter, type QueryParameters, textParameter } from '#platform/http';
import {
  ChangeSubscription, CreateSubscription, DeleteSubscription, GetSubscription, ListParkedCustomers, ListSubscriptions, type ParkedCustomer, PauseSubscription, PingSubscription, type PingResult, type Release, ReleaseParkedCustomer,
  ReplaySubscription, type ReplayAnswer, RotateSecret, type SubscriptionView,
} from '#subscriptions';
import { ChangeSubscriptionDto, CreateSubscriptionDto, DropDto, ReplayDto, RotateSecretDto } from './subscription.dto';

interface Released {
  readonly released: boolean;
  readonly dropped: number;
}

const PARKED = 'subscription-parked';

@ApiTags('subscriptions')
@Controller('v1/subscriptions')
export class SubscriptionsController {
  constructor(private readonly commands: CommandBus, private readonly queries: QueryBus, private readonly visibility: Visibility) {}

  @Post()
  @ApiOperation({ summary: 'Be told what happens, by signed webhooks (Standard Webhooks)', description: 'The answer is the only one that ever holds the secret.' })
  create(@Body() { url, types = [], secret, from, includeBackfill = false, description }: CreateSubscriptionDto): Promise<SubscriptionView & { readonly secret: string }> {
    return this.commands.execute(new CreateSubscription({ url, types, secret, from: from === undefined ? undefined : parsePosition(from, 'from'), includeBackfill, description }));
  }

  @Get()
  @ApiOperation({ summary: 'Every subscription: state, position, lag, who is parked, last error' })
  async list(): Promise<{ items: readonly SubscriptionView[]; position: string }> {
    return { items: await this.queries.execute(new ListSubscriptions()), position: formatPosition(this.visibility.position) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One subscription' })
  get(@Param('id') id: string): Promise<SubscriptionView> {
    return this.queries.execute(new GetSubscription(id));
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change what is sent, and where to' })
  change(@Param('id') id: string, @Body() change: ChangeSubscriptionDto): Promise<SubscriptionView> {
    return this.commands.execute(new ChangeSubscription(id, change));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Send nothing any more, and give up what waits' })
  async delete(@Param('id') id: string): Promise<void> {
    await this.commands.execute(new DeleteSubscription(id));
  }

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send nothing until it is resumed' })
  pause(@Param('id') id: string): Promise<SubscriptionView> {
    return this.commands.execute(new PauseSubscription(id, true));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Go on from where it stands; also where a receiver was gone' })
  resume(@Param('id') id: string): Promise<SubscriptionView> {
    return this.commands.execute(new PauseSubscription(id, false));
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign with a new secret, and for a day with the old one as well' })
  rotate(@Param('id') id: string, @Body() body?: RotateSecretDto): Promise<{ readonly secret: string }> {
    return this.commands.execute(new RotateSecret(id, body?.secret));
  }

  @Post(':id/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Call the receiver once, with a `rapport.ping`' })
  test(@Param('id') id: string): Promise<PingResult> {
    return this.commands.execute(new PingSubscription(id));
  }

  @Post(':id/replay')
  @ApiOperation({ summary: 'Send once more what lies between two positions, marked as a replay; `dryRun` only counts' })
  async replay(@Param('id') id: string, @Body() { from, to, types = [], dryRun = false }: ReplayDto, @Res({ passthrough: true }) reply: FastifyReply): Promise<ReplayAnswer> {
    const answer = await this.commands.execute(new ReplaySubscription(id, { from: parsePosition(from, 'from'), to: to === undefined ? undefined : parsePosition(to, 'to'), types, dryRun }));
    reply.status(dryRun ? 200 : 202);
    return answer;
  }

  @Get(':id/parked')
  @ApiOperation({ summary: 'Customers whose events did not get through, with the event, the error and how many wait behind it' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'after', required: false })
  async parked(@Param('id') id: string, @Query() query: QueryParameters): Promise<{ items: readonly ParkedCustomer[]; next?: string; position: string }> {
    const token = textParameter(query, 'after');
    const after = token === undefined ? undefined : String(decodePageToken(`${PARKED} ${id}`, token)[0]);
    const { items, next } = await this.queries.execute(new ListParkedCustomers(id, limitParameter(query), after));
    return { items, ...(next === undefined ? {} : { next: encodePageToken(`${PARKED} ${id}`, [next]) }), position: formatPosition(this.visibility.position) };
  }

  @Post(':id/parked/:customerId/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a parked customer\'s events again, from the one that failed' })
  retry(@Param('id') id: string, @Param('customerId') customerId: string): Promise<Released> {
    return this.release(id, customerId, 'retry');
  }

  @Post(':id/parked/:customerId/drop')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give up the event that failed and send the rest; with `all` give up everything that waits' })
  drop(@Param('id') id: string, @Param('customerId') customerId: string, @Body() body?: DropDto): Promise<Released> {
    return this.release(id, customerId, body?.all === true ? 'drop-all' : 'drop');
  }

  private release(id: string, customerId: string, release: Release): Promise<Released> {
    return this.commands.execute(new ReleaseParkedCustomer(id, customerId, release));
  }
}
