import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Text } from '../../schema';

/** The customer's life changes (`student`, `parent`, `retired`), and with it what she needs. */
export class LifeStageChanged {
  @Text({ most: 200 }) lifeStage!: string;
  @Optional() @Text({ most: 200 }) previousLifeStage?: string | null;
}

export const lifeStageChanged = defineTouchpoint({
  type: 'profile.life-stage-changed',
  data: LifeStageChanged,
  initiator: 'system',
  personalData: ['lifeStage', 'previousLifeStage'],
  example: { lifeStage: 'parent', previousLifeStage: 'couple' },
});
