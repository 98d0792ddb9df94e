import { Id, Optional, Text } from '../../schema';

/** The text message that an event is about. `medium` is `sms`, `push`, `whatsapp` and so on; `purpose` and `topic` are those of permissions and preferences. */
export class Message {
  @Optional() @Id() messageId?: string | null;
  @Optional() @Text({ most: 50 }) medium?: string | null;
  @Optional() @Id() campaignId?: string | null;
  @Optional() @Text({ most: 200 }) purpose?: string | null;
  @Optional() @Text({ most: 200 }) topic?: string | null;
}
