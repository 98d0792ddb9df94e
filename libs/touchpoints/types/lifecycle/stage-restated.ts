import { defineTouchpoint } from '../../define-touchpoint';
import { StageChange } from './stage-change';

/** A stage that was stated before was wrong by what is known now (a late event, a merge, an unmerge): this is the one that holds. */
export class LifecycleStageRestated extends StageChange {}

export const lifecycleStageRestated = defineTouchpoint({
  type: 'lifecycle.stage-restated',
  data: LifecycleStageRestated,
  initiator: 'system',
  origin: 'system',
  example: {
    customerId: '0f6e7b52-6c1d-5b1e-9d43-0a9d1f7c2b11', stage: 'first-time', phase: 'acquisition', previousStage: 'regular',
    since: '2026-02-11T08:00:00.000Z', reasons: ['order A-2 belongs to another customer'],
  },
});
