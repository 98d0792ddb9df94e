import { defineTouchpoint } from '../../define-touchpoint';
import { Flag, Id, Optional, Text } from '../../schema';

/** The company calls the customer. `answered` tells whether she took it. */
export class CallPlaced {
  @Optional() @Id() callId?: string | null;
  @Optional() @Text({ most: 50 }) number?: string | null;
  @Optional() @Id() campaignId?: string | null;
  @Optional() @Text({ most: 200 }) purpose?: string | null;
  @Optional() @Id() agentId?: string | null;
  @Optional() @Flag() answered?: boolean | null;
}

export const callPlaced = defineTouchpoint({
  type: 'call.placed',
  data: CallPlaced,
  initiator: 'company',
  personalData: ['number'],
  example: { callId: 'call-2', number: '+43 1 5550100', campaignId: 'win-back', purpose: 'marketing', agentId: 'agent-12', answered: true },
});
