import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Prose } from '../../schema';

/** The problem is back: it was not solved. */
export class CaseReopened {
  @Id() caseId!: string;
  @Optional() @Prose() reason?: string | null;
}

export const caseReopened = defineTouchpoint({
  type: 'case.reopened',
  data: CaseReopened,
  personalData: ['reason'],
  example: { caseId: 'case-1', reason: 'The second parcel has not come to Graz either.' },
});
