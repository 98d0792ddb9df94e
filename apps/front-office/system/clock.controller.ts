import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { formatTime, parseTime } from '#kernel';
import { type Engines, type ProjectorControl } from '#platform/engines';
import { ENGINES, PROJECTOR } from '#platform/injection';
import { AdvanceDto } from './clock.dto';

@ApiTags('clock')
@Controller('v1/clock')
export class ClockController {
  constructor(@Inject(ENGINES) private readonly engines: Engines, @Inject(PROJECTOR) private readonly projector: ProjectorControl) {}

  @Post('advance')
  @HttpCode(200)
  @ApiOperation({ summary: 'Move the platform\'s now forwards; only with RAPPORT_CLOCK=virtual' })
  advance(@Body() { to }: AdvanceDto): { now: string } {
    const shift = this.engines.moveClock(parseTime(to, 'to'));
    this.projector.clockMoved(shift);
    return { now: formatTime(this.engines.clock.now()) };
  }
}
