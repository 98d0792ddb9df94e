import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Text } from '../../schema';
import { Points } from './points';

/** A customer spends points on a reward. */
export class PointsRedeemed extends Points {
  @Optional() @Text({ most: 200 }) reward?: string | null;
}

export const pointsRedeemed = defineTouchpoint({
  type: 'loyalty.points-redeemed',
  data: PointsRedeemed,
  example: { points: 50, programme: 'tea-club', reward: 'strainer' },
});
