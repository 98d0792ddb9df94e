import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatPosition, parsePosition, type Position } from '#kernel';
import { type Engines } from '#platform/engines';
import { ENGINES, SHUTDOWN } from '#platform/injection';
import { flagParameter, listParameter, positionParameter, type QueryParameters } from '#platform/http';
import { type RecordedEvent, toWire } from '#touchpoints';

/** A comment often enough that nothing between takes the connection for dead. */
const HEARTBEAT = 15_000;

@ApiTags('log')
@Controller('v1/live')
export class LiveController {
  constructor(@Inject(ENGINES) private readonly engines: Engines, @Inject(SHUTDOWN) private readonly shutdown: AbortSignal) {}

  @Get()
  @ApiOperation({ summary: 'Server-sent events: the log from a position, or from now, as it grows', description: '`id` is the position; `Last-Event-ID` resumes without gap or repeat. What was there before is told first: the header `Rapport-Head` says up to which position, a comment `: caught up at P` stands where it ends, and with `caughtUp=true` a message `event: caught-up` with `data: {"position"}`.' })
  @ApiProduces('text/event-stream')
  @ApiQuery({ name: 'types', required: false })
  @ApiQuery({ name: 'from', required: false })
  @ApiQuery({ name: 'caughtUp', required: false, description: 'true: a message `caught-up` where history ends and what happens from now on begins' })
  async live(@Query() query: QueryParameters, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const types = listParameter(query, 'types');
    const tellsEnd = flagParameter(query, 'caughtUp');
    const head = await this.engines.log.head();
    const after = this.start(query, request.headers['last-event-id']) ?? head;
    const gone = new AbortController();
    const stop = (): void => {
      gone.abort();
    };
    request.raw.on('close', stop);
    this.shutdown.addEventListener('abort', stop);
    reply.hijack();
    const out = reply.raw;
    out.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', connection: 'keep-alive', 'x-accel-buffering': 'no', 'rapport-head': formatPosition(head) });
    out.write(`: from ${formatPosition(after)}\n\n`);
    let history = after < head;
    const heartbeat = setInterval(() => out.write(': still here\n\n'), HEARTBEAT);
    try {
      for await (const { events, position } of this.engines.log.subscribe({ after, pageSize: 200, signal: gone.signal, ...(types ? { types } : {}) })) {
        const parts = events.map(messageOf);
        if (history && position >= head) {
          history = false;
          parts.splice(events.filter((event) => event.position <= head).length, 0, endOfHistory(head, tellsEnd));
        }
        if (parts.length > 0 && !out.write(parts.join(''))) await drained(out, gone.signal);
        if (gone.signal.aborted) break;
      }
    } finally {
      clearInterval(heartbeat);
      request.raw.off('close', stop);
      this.shutdown.removeEventListener('abort', stop);
      out.end();
    }
  }

  private start(query: QueryParameters, lastEventId: string | string[] | undefined): Position | undefined {
    if (typeof lastEventId === 'string' && lastEventId !== '') return parsePosition(lastEventId, 'Last-Event-ID');
    return positionParameter(query, 'from');
  }
}

function messageOf(event: RecordedEvent): string {
  return `id: ${formatPosition(event.position)}\nevent: ${event.type}\ndata: ${JSON.stringify(toWire(event))}\n\n`;
}

/** A comment, which no consumer takes for an event; as a message only for those who ask, since all others read every message as a recorded event. */
function endOfHistory(head: Position, asMessage: boolean): string {
  const position = formatPosition(head);
  return `: caught up at ${position}\n\n${asMessage ? `id: ${position}\nevent: caught-up\ndata: ${JSON.stringify({ position })}\n\n` : ''}`;
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
