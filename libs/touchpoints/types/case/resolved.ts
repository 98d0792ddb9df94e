import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Text } from '../../schema';

/** A case is closed: the problem is solved, or nothing more can be done. */
export class CaseResolved {
  @Id() caseId!: string;
  @Optional() @Text() resolution?: string | null;
  @Optional() @Id() agentId?: string | null;
}

export const caseResolved = defineTouchpoint({
  type: 'case.resolved',
  data: CaseResolved,
  initiator: 'company',
  personalData: ['resolution'],
  example: { caseId: 'case-1', resolution: 'sent again', agentId: 'agent-12' },
});
