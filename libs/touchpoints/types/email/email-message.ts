import { Id, Optional, Text } from '../../schema';

/** The e-mail that an event is about. `messageId` is the same from sending to reply; `purpose` and `topic` are those of permissions and preferences. */
export class EmailMessage {
  @Id() messageId!: string;
  @Optional() @Id() campaignId?: string | null;
  @Optional() @Text() subject?: string | null;
  @Optional() @Text({ most: 200 }) purpose?: string | null;
  @Optional() @Text({ most: 200 }) topic?: string | null;
}
