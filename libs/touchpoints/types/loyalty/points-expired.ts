import { defineTouchpoint } from '../../define-touchpoint';
import { Points } from './points';

/** Points lapse unused. */
export class PointsExpired extends Points {}

export const pointsExpired = defineTouchpoint({
  type: 'loyalty.points-expired',
  data: PointsExpired,
  initiator: 'system',
  example: { points: 9, programme: 'tea-club' },
});
