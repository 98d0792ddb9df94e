import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Measure, Optional, Text } from '../../schema';

/** The customer calls the company. */
export class CallReceived {
  @Optional() @Id() callId?: string | null;
  @Optional() @Text({ most: 50 }) number?: string | null;
  @Optional() @Text() topic?: string | null;
  @Optional() @Id() agentId?: string | null;
  @Optional() @Measure({ from: 0 }) waitSeconds?: number | null;
}

export const callReceived = defineTouchpoint({
  type: 'call.received',
  data: CallReceived,
  personalData: ['number'],
  example: { callId: 'call-1', number: '+43 1 5550100', topic: 'delivery', agentId: 'agent-12', waitSeconds: 35 },
});
