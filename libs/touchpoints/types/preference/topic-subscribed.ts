import { defineTouchpoint } from '../../define-touchpoint';
import { TopicChoice } from './topic-choice';

/** A customer wants to hear about a topic. */
export class PreferenceTopicSubscribed extends TopicChoice {}

export const preferenceTopicSubscribed = defineTouchpoint({
  type: 'preference.topic-subscribed',
  data: PreferenceTopicSubscribed,
  example: { topic: 'new-teas', channel: 'email' },
});
