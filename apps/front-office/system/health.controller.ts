import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Bridge } from '#bridge';
import { type Engines, type ProjectorControl } from '#platform/engines';
import { BRIDGE, ENGINES, PROJECTOR, SHUTDOWN } from '#platform/injection';

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(@Inject(ENGINES) private readonly engines: Engines, @Inject(PROJECTOR) private readonly projector: ProjectorControl, @Inject(SHUTDOWN) private readonly shutdown: AbortSignal, @Inject(BRIDGE) private readonly bridge: Bridge | undefined) {}

  @Get('live')
  live(): { status: string } {
    return { status: 'live' };
  }

  /** Ready once the read models hold all that was in the log at the start, while the log and the read models answer. What the bridge lacks is said and stops nothing: it is caught up with. */
  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const { log, store } = this.engines;
    const [eventLog, readModels, bridge] = await Promise.all([log.health(), store.health(), this.bridge?.health()]);
    const { ready, projections, position } = this.projector.status();
    const stopped = projections.find(({ state }) => state === 'stopped');
    const projector = { ok: ready && !stopped, position, ...(stopped ? { reason: stopped.reason } : ready ? {} : { reason: 'the read models are catching up with the log' }) };
    const ok = eventLog.ok && readModels.ok && projector.ok && !this.shutdown.aborted;
    void reply.status(ok ? 200 : 503).send({ status: ok ? 'ready' : 'not ready', eventLog, readModels, ...(bridge ? { bridge } : {}), projector });
  }
}
