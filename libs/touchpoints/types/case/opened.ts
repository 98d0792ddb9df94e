import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Prose, Text } from '../../schema';

/** A customer has a problem, and the service desk a case. */
export class CaseOpened {
  @Id() caseId!: string;
  @Optional() @Text() subject?: string | null;
  @Optional() @Text({ most: 200 }) category?: string | null;
  @Optional() @Text({ most: 50 }) priority?: string | null;
  @Optional() @Id() orderId?: string | null;
  @Optional() @Prose() description?: string | null;
}

export const caseOpened = defineTouchpoint({
  type: 'case.opened',
  data: CaseOpened,
  personalData: ['subject', 'description'],
  example: { caseId: 'case-1', subject: 'Parcel is missing', category: 'delivery', priority: 'high', orderId: 'A-1', description: 'Neither I nor Mr Huber next door has it.' },
});
