import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Measure, Optional, Prose, Text } from '../../schema';

/** A customer praises, complains or suggests, unasked. */
export class FeedbackReceived {
  @Optional() @Id() feedbackId?: string | null;
  @Optional() @Text({ most: 100 }) kind?: string | null;
  @Optional() @Text() topic?: string | null;
  @Optional() @Measure({ from: 0, to: 100 }) rating?: number | null;
  @Optional() @Prose() text?: string | null;
}

export const feedbackReceived = defineTouchpoint({
  type: 'feedback.received',
  data: FeedbackReceived,
  personalData: ['text'],
  example: { feedbackId: 'fb-1', kind: 'complaint', topic: 'packaging', rating: 2, text: 'The tin came dented, and I am 80 and cannot open it.' },
});
