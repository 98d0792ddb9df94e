import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Text } from '../../schema';

/** The lead is not worth pursuing, for now. */
export class LeadDisqualified {
  @Optional() @Id() leadId?: string | null;
  @Optional() @Text() reason?: string | null;
  @Optional() @Id() agentId?: string | null;
}

export const leadDisqualified = defineTouchpoint({
  type: 'lead.disqualified',
  data: LeadDisqualified,
  initiator: 'company',
  personalData: ['reason'],
  example: { leadId: 'L-1', reason: 'no budget this year', agentId: 'agent-3' },
});
