import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Intake, type IntakeResult, type Received, type ReceiveOptions } from '../receive/intake';

/** Take touchpoints in; answers after the durable append. */
export class ReceiveTouchpoints extends Command<IntakeResult> {
  constructor(readonly received: readonly Received[], readonly options: ReceiveOptions) {
    super();
  }
}

@CommandHandler(ReceiveTouchpoints)
export class ReceiveTouchpointsHandler implements ICommandHandler<ReceiveTouchpoints> {
  constructor(private readonly intake: Intake) {}

  execute({ received, options }: ReceiveTouchpoints): Promise<IntakeResult> {
    return this.intake.receive(received, options);
  }
}
