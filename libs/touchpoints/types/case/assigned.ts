import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Text } from '../../schema';

/** Somebody takes charge of a case. */
export class CaseAssigned {
  @Id() caseId!: string;
  @Optional() @Id() agentId?: string | null;
  @Optional() @Text({ most: 200 }) team?: string | null;
}

export const caseAssigned = defineTouchpoint({
  type: 'case.assigned',
  data: CaseAssigned,
  initiator: 'company',
  example: { caseId: 'case-1', agentId: 'agent-12', team: 'delivery' },
});
