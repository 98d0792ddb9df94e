import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatPosition, parsePosition, type Position } from '#kernel';
import { type Engines } from '#platform/engines';
import { ENGINES, SHUTDOWN } from '#platform/injection';
import { listParameter, positionParameter, type QueryParameters } from '#platform/http';
import { type RecordedEvent, toWire } from '#touchpoints';

/** A comment often enough that nothing between takes the connection for dead. */
const HEARTBEAT = 15_000;

@ApiTags('log')
@Controller('v1/live')
export class LiveController {
  constructor(@Inject(ENGINES) private readonly engines: Engines, @Inject(SHUTDOWN) private readonly shutdown: AbortSignal) {}

  @Get()
  @ApiOperation({ summary: 'Server-sent events: the log from a position, or from now, as it grows', description: '`id` is the position; `Last-Event-ID` resumes without gap or repeat.' })
  @ApiProduces('text/event-stream')
  @ApiQuery({ name: 'types', required: false })
  @ApiQuery({ name: 'from', required: false })
  async live(@Query() query: QueryParameters, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const types = listParameter(query, 'types');
    const after = await this.start(query, request.headers['last-event-id']);
    const gone = new AbortController();
    const stop = (): void => {
      gone.abort();
    };
    request.raw.on('close', stop);
    this.shutdown.addEventListener('abort', stop);
    reply.hijack();
    const out = reply.raw;
    out.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', connection: 'keep-alive', 'x-accel-buffering': 'no' });
    out.write(`: from ${formatPosition(after)}\n\n`);
    const heartbeat = setInterval(() => out.write(': still here\n\n'), HEARTBEAT);
    try {
      for await (const { events } of this.engines.log.subscribe({ after, pageSize: 200, signal: gone.signal, ...(types ? { types } : {}) })) {
        if (events.length > 0 && !out.write(events.map(messageOf).join(''))) await drained(out, gone.signal);
        if (gone.signal.aborted) break;
      }
    } finally {
      clearInterval(heartbeat);
      request.raw.off('close', stop);
      this.shutdown.removeEventListener('abort', stop);
      out.end();
    }
  }

  private async start(query: QueryParameters, lastEventId: string | string[] | undefined): Promise<Position> {
    if (typeof lastEventId === 'string' && lastEventId !== '') return parsePosition(lastEventId, 'Last-Event-ID');
    return positionParameter(query, 'from') ?? this.engines.log.head();
  }
}

function messageOf(event: RecordedEvent): string {
  return `id: ${formatPosition(event.position)}\nevent: ${event.type}\ndata: ${JSON.stringify(toWire(event))}\n\n`;
}

function drained(out: NodeJS.EventEmitter, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      out.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    out.on('drain', done);
    signal.addEventListener('abort', done);
  });
}
