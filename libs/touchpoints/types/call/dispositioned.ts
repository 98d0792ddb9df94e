import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Prose, Text, Time } from '../../schema';

/** The agent notes what came of a call: `sale`, `call-back`, `no-interest`, in the house's own words. */
export class CallDispositioned {
  @Optional() @Id() callId?: string | null;
  @Optional() @Text({ most: 200 }) disposition?: string | null;
  @Optional() @Id() agentId?: string | null;
  @Optional() @Time() callBackAt?: string | null;
  @Optional() @Prose() notes?: string | null;
}

export const callDispositioned = defineTouchpoint({
  type: 'call.dispositioned',
  data: CallDispositioned,
  initiator: 'company',
  personalData: ['notes'],
  example: { callId: 'call-2', disposition: 'call-back', agentId: 'agent-12', callBackAt: '2026-03-04T09:00:00.000Z', notes: 'Is moving house this week.' },
});
