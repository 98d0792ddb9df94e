import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Text } from '../../schema';

/** A letter, a catalogue or a parcel insert goes out to the customer. */
export class PostSent {
  @Optional() @Id() mailingId?: string | null;
  @Optional() @Id() campaignId?: string | null;
  @Optional() @Text({ most: 200 }) kind?: string | null;
  @Optional() @Text({ most: 200 }) purpose?: string | null;
}

export const postSent = defineTouchpoint({
  type: 'post.sent',
  data: PostSent,
  initiator: 'company',
  example: { mailingId: 'mailing-8', campaignId: 'spring', kind: 'catalogue', purpose: 'marketing' },
});
