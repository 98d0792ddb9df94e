import { defineTouchpoint } from '../../define-touchpoint';
import { TopicChoice } from './topic-choice';

/** A customer no longer wants to hear about a topic. */
export class PreferenceTopicUnsubscribed extends TopicChoice {}

export const preferenceTopicUnsubscribed = defineTouchpoint({
  type: 'preference.topic-unsubscribed',
  data: PreferenceTopicUnsubscribed,
  example: { topic: 'new-teas', channel: 'email' },
});
