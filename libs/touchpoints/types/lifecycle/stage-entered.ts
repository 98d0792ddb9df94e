import { defineTouchpoint } from '../../define-touchpoint';
import { StageChange } from './stage-change';

/** A customer comes to another stage of her lifecycle. */
export class LifecycleStageEntered extends StageChange {}

export const lifecycleStageEntered = defineTouchpoint({
  type: 'lifecycle.stage-entered',
  data: LifecycleStageEntered,
  initiator: 'system',
  origin: 'system',
  example: {
    customerId: '0f6e7b52-6c1d-5b1e-9d43-0a9d1f7c2b11', stage: 'regular', phase: 'retention', previousStage: 'first-time',
    since: '2026-03-01T10:15:00.000Z', reasons: ['second purchase day'],
  },
});
