import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Measure, Optional, Prose, Text } from '../../schema';

/** Customer and company met face to face or by video. */
export class MeetingHeld {
  @Optional() @Id() meetingId?: string | null;
  @Optional() @Text() subject?: string | null;
  @Optional() @Text() place?: string | null;
  @Optional() @Measure({ from: 0 }) durationMinutes?: number | null;
  @Optional() @Id() agentId?: string | null;
  @Optional() @Prose() notes?: string | null;
}

export const meetingHeld = defineTouchpoint({
  type: 'meeting.held',
  data: MeetingHeld,
  initiator: 'company',
  personalData: ['subject', 'notes'],
  example: { meetingId: 'visit-3', subject: 'Tea for the new office', place: 'Vienna', durationMinutes: 45, agentId: 'agent-3', notes: 'Ms Berger decides, budget in April.' },
});
