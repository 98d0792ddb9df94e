import { DAY, HOUR, MINUTE } from '#kernel';
import type { Line } from './basket';
import { askForOpinion, review } from './feedback';
import type { Parcel } from './fulfilment';
import type { Life, Order } from './life';
import { complain } from './complaints';
import type { Trouble } from './conversations';

/** What the customer makes of a delivery: nothing, a review, an answer to the survey, or a complaint, and sometimes the end of a friendship. */
export function reactToParcel(life: Life, { promised, delivered, daysLate }: Parcel, order: Order, basket: readonly Line[]): void {
  const { person, random } = life;
  const product = basket[random.whole(0, basket.length - 1)]?.product;
  if (!product) return;
  const trouble = troubleOf(life, daysLate);
  if (trouble !== undefined && random.chance(1.05 - person.patience)) {
    const at = trouble === 'late' ? promised + random.between(0.3, 2) * DAY : delivered + random.between(2 * HOUR, 3 * DAY);
    life.plan(at, (self, now) => { complain(self, now, trouble, order, product); });
    return;
  }
  const mood = trouble === undefined ? 0.5 + 0.5 * person.patience : 0.3 * person.patience;
  if (random.chance(0.09)) life.plan(delivered + random.between(2, 14) * DAY, (self, now) => { review(self, now, product, mood); });
  if (random.chance(0.07)) life.plan(delivered + 7 * DAY + random.between(1, 600) * MINUTE, (self, now) => { askForOpinion(self, now, mood); });
}

function troubleOf({ random }: Life, daysLate: number): Trouble | undefined {
  if (daysLate > 0) return 'late';
  const troubles = [undefined, 'damaged', 'wrong-item', 'taste', 'invoice'] as const;
  return troubles[random.weighted([93, 2.4, 1.6, 1.6, 1.4])];
}
