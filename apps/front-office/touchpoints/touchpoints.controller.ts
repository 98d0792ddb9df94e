import type { Readable } from 'node:stream';
import { Body, Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ReceiveTouchpoints } from '#intake';
import { InFlight, type IntakeResult, type Received } from '#intake/receive';
import { formatPosition, laterPosition, parsePosition, RapportError, START } from '#kernel';
import { Visibility } from '#platform/engines';
import { flagParameter, type QueryParameters } from '#platform/http';
import { waitIfAsked } from '../http/wait-if-asked';
import { Metrics } from '../system/metrics';
import { IntakeAnswer, TouchpointBody } from './touchpoint.dto';
import { linesOf } from './lines-of';

/** Items named in an answer, at most. */
const MOST_ITEMS = 1_000;
/** Lines of a stream that are appended together. */
const LINES = 1_000;

type Answer = IntakeResult & { itemsOmitted?: number };

@ApiTags('touchpoints')
@Controller('v1/touchpoints')
export class TouchpointsController {
  constructor(private readonly commands: CommandBus, private readonly visibility: Visibility, private readonly metrics: Metrics, private readonly inFlight: InFlight) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Take in touchpoints', description: 'One touchpoint, `{"batch": […]}`, or NDJSON of any length. Answers after the durable append; 503 RAPPORT_BUSY with Retry-After while too much is in flight, which never happens to NDJSON: it is read at the log\'s pace. Within a batch or NDJSON a broken element is one quarantined item; a single invalid touchpoint answers 422 and stands in quarantine too.' })
  @ApiConsumes('application/json', 'application/x-ndjson')
  @ApiBody({ type: TouchpointBody })
  @ApiQuery({ name: 'wait', required: false, enum: ['visible'] })
  @ApiQuery({ name: 'timeoutMs', required: false })
  @ApiQuery({ name: 'backfill', required: false, enum: ['true', 'false'] })
  @ApiResponse({ status: 200, type: IntakeAnswer })
  @ApiResponse({ status: 422, description: 'RAPPORT_INVALID_TOUCHPOINT' })
  @ApiResponse({ status: 503, description: 'RAPPORT_BUSY or RAPPORT_STORE_UNAVAILABLE' })
  async receive(@Body() body: unknown, @Query() query: QueryParameters, @Req() request: FastifyRequest): Promise<Answer> {
    const backfill = flagParameter(query, 'backfill');
    const streamed = request.headers['content-type']?.startsWith('application/x-ndjson') === true;
    const answer = streamed ? await this.stream(body as Readable, backfill) : await this.once(body, backfill);
    await waitIfAsked(query, answer.position, this.visibility);
    return answer;
  }

  private async take(received: readonly Received[], backfill: boolean): Promise<IntakeResult> {
    const result = await this.commands.execute(new ReceiveTouchpoints(received, { backfill }));
    this.metrics.received(result);
    return result;
  }

  private async once(body: unknown, backfill: boolean): Promise<Answer> {
    const batch = batchOf(body);
    const result = await this.take((batch ?? [body]).map((value) => ({ value })), backfill);
    const [item] = result.items;
    if (!batch && item?.status === 'quarantined') throw invalid(item);
    return result.items.length > MOST_ITEMS ? { ...result, items: result.items.slice(0, MOST_ITEMS), itemsOmitted: result.items.length - MOST_ITEMS } : result;
  }

  /** Line by line, a thousand at a time; the next are read only when those are durable, so the sender goes at the log's pace. */
  private async stream(body: Readable, backfill: boolean): Promise<Answer> {
    let [accepted, duplicates, quarantined, index, omitted] = [0, 0, 0, 0, 0];
    let position = START;
    const items: IntakeResult['items'][number][] = [];
    for await (const { lines, bytes } of linesOf(body, LINES)) {
      const release = await this.inFlight.wait(bytes);
      const result = await this.take(lines, backfill).finally(release);
      accepted += result.accepted;
      duplicates += result.duplicates;
      quarantined += result.quarantined;
      position = laterPosition(position, parsePosition(result.position));
      for (const item of result.items) {
        if (item.status !== 'quarantined' && item.differs !== true) continue;
        if (items.length < MOST_ITEMS) items.push({ ...item, index: index + item.index });
        else omitted += 1;
      }
      index += lines.length;
    }
    return { accepted, duplicates, quarantined, position: formatPosition(position), items, ...(omitted > 0 ? { itemsOmitted: omitted } : {}) };
  }
}

function batchOf(body: unknown): readonly unknown[] | undefined {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, 'batch')) return undefined;
  const { batch } = body as { batch: unknown };
  if (!isList(batch)) throw new RapportError('RAPPORT_BAD_BODY', 'batch must be a list of touchpoints', { errors: [{ path: 'batch', code: 'type', message: 'must be a list of touchpoints' }] });
  return batch;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function invalid({ errors = [], quarantineId }: IntakeResult['items'][number]): RapportError {
  return new RapportError('RAPPORT_INVALID_TOUCHPOINT', `the touchpoint has faults: ${errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')}`, { errors, extra: { quarantineId } });
}
