import { Optional, Text } from '../../schema';

/** A subject that messages are about, as the customer is asked for it. Without a channel: on all. */
export class TopicChoice {
  @Text({ most: 200 }) topic!: string;
  @Optional() @Text({ most: 100 }) channel?: string | null;
}
