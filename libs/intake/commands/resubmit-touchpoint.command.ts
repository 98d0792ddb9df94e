import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Intake, type IntakeResult } from '../receive/intake';

/** Take the mended touchpoint, or the raw one again, in place of one in quarantine. */
export class ResubmitTouchpoint extends Command<IntakeResult> {
  constructor(readonly quarantineId: string, readonly mended: unknown) {
    super();
  }
}

@CommandHandler(ResubmitTouchpoint)
export class ResubmitTouchpointHandler implements ICommandHandler<ResubmitTouchpoint> {
  constructor(private readonly intake: Intake) {}

  execute({ quarantineId, mended }: ResubmitTouchpoint): Promise<IntakeResult> {
    return this.intake.resubmit(quarantineId, mended);
  }
}
