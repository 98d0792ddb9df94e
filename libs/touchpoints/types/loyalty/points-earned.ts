import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Text, Time } from '../../schema';
import { Points } from './points';

/** A customer is credited points. */
export class PointsEarned extends Points {
  @Optional() @Text() reason?: string | null;
  @Optional() @Time() expiresAt?: string | null;
}

export const pointsEarned = defineTouchpoint({
  type: 'loyalty.points-earned',
  data: PointsEarned,
  initiator: 'system',
  example: { points: 59, programme: 'tea-club', orderId: 'A-1', expiresAt: '2028-03-01' },
});
