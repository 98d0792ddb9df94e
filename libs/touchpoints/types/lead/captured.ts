import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Prose, Text, Texts } from '../../schema';

/** Somebody shows an interest and leaves a way to answer it: where she was found, and what she was offered for it. */
export class LeadCaptured {
  @Optional() @Id() leadId?: string | null;
  @Optional() @Text({ most: 200 }) source?: string | null;
  @Optional() @Text({ most: 200 }) offer?: string | null;
  @Optional() @Texts() products?: string[] | null;
  @Optional() @Prose() message?: string | null;
}

export const leadCaptured = defineTouchpoint({
  type: 'lead.captured',
  data: LeadCaptured,
  personalData: ['message'],
  example: { leadId: 'L-1', source: 'trade-fair', offer: 'tasting box', products: ['tea-for-offices'], message: 'We are 40 people, please call Ms Berger.' },
});
