import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Prose } from '../../schema';

/** The company offers the customer a way out. */
export class CaseSolutionProposed {
  @Id() caseId!: string;
  @Optional() @Prose() solution?: string | null;
  @Optional() @Id() agentId?: string | null;
}

export const caseSolutionProposed = defineTouchpoint({
  type: 'case.solution-proposed',
  data: CaseSolutionProposed,
  initiator: 'company',
  personalData: ['solution'],
  example: { caseId: 'case-1', solution: 'We send it again, this time to your office in Graz.', agentId: 'agent-12' },
});
