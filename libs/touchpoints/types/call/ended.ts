import { defineTouchpoint } from '../../define-touchpoint';
import { Flag, Id, Measure, Optional } from '../../schema';

/** A call is over. */
export class CallEnded {
  @Optional() @Id() callId?: string | null;
  @Optional() @Measure({ from: 0 }) durationSeconds?: number | null;
  @Optional() @Id() agentId?: string | null;
  @Optional() @Flag() resolved?: boolean | null;
}

export const callEnded = defineTouchpoint({
  type: 'call.ended',
  data: CallEnded,
  initiator: 'system',
  example: { callId: 'call-1', durationSeconds: 412, agentId: 'agent-12', resolved: true },
});
