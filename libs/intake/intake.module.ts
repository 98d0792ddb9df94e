import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Engines } from '#platform/engines';
import { ENGINES } from '#platform/injection';
import { TouchpointCheck } from '#touchpoints';
import { ReceiveTouchpointsHandler } from './commands/receive-touchpoints.command';
import { ResubmitTouchpointHandler } from './commands/resubmit-touchpoint.command';
import { Intake } from './receive/intake';

/** The outer world's touchpoints, on their way into the log. */
@Module({
  imports: [CqrsModule],
  providers: [
    { provide: Intake, inject: [ENGINES], useFactory: ({ log, clock, types, identities }: Engines): Intake => new Intake(log, clock, { types, identities, check: new TouchpointCheck(types) }) },
    ReceiveTouchpointsHandler,
    ResubmitTouchpointHandler,
  ],
  exports: [Intake],
})
export class IntakeModule {}
