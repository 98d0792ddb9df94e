import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Parts, Prose, Text } from '../../schema';

export class Fault {
  @Text({ most: 1_000, least: 0 }) path!: string;
  @Text({ most: 100 }) code!: string;
  @Prose() message!: string;
}

/** Something came in that is no touchpoint as it stands. `raw` is what came: any JSON, or the text of what was none. */
export class IntakeQuarantined {
  @Optional() @Parts(() => Fault) errors?: Fault[] | null;
}

export const intakeQuarantined = defineTouchpoint({
  type: 'intake.quarantined',
  data: IntakeQuarantined,
  initiator: 'system',
  origin: 'system',
  example: { errors: [{ path: 'data.total', code: 'type', message: 'data.total must be a number' }] },
});
