import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Bridge } from '#bridge';
import type { ReadModelStore } from '#read-models';
import { BackOfficeMetrics } from './back-office-metrics';

/** What a process that is a back office alone says of itself. */
export interface BackOfficeState {
  readonly bridge: Bridge;
  readonly store: ReadModelStore;
  readonly metrics: BackOfficeMetrics;
  readonly shutdown: AbortSignal;
}

export const BACK_OFFICE_STATE = Symbol('back-office-state');

@ApiExcludeController()
@Controller()
export class BackOfficeStateController {
  constructor(@Inject(BACK_OFFICE_STATE) private readonly state: BackOfficeState) {}

  @Get('health/live')
  live(): { status: string } {
    return { status: 'live' };
  }

  /** Ready while its books can be opened. What the bridge lacks is said and stops nothing: it is caught up with. */
  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const { bridge, store, shutdown } = this.state;
    const [books, joined] = await Promise.all([store.health(), bridge.health()]);
    const ok = books.ok && !shutdown.aborted;
    void reply.status(ok ? 200 : 503).send({ status: ok ? 'ready' : 'not ready', books, bridge: joined });
  }

  @Get('metrics')
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    const { metrics } = this.state;
    void reply.header('content-type', metrics.contentType).send(await metrics.text());
  }
}
