import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Text } from '../../schema';

/** A mended touchpoint was taken in for one in quarantine. */
export class IntakeReleased {
  @Id() quarantineId!: string;
  @Optional() @Text({ most: 20 }) position?: string | null;
}

export const intakeReleased = defineTouchpoint({
  type: 'intake.released',
  data: IntakeReleased,
  initiator: 'system',
  origin: 'system',
  example: { quarantineId: '0f6e7b52-6c1d-5b1e-9d43-0a9d1f7c2b11', position: '42' },
});
