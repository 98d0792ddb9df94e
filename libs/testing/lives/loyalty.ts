import { DAY, formatTime, MINUTE, type Moment } from '#kernel';
import { company, SYSTEMS } from './company';
import type { Life, Order } from './life';

const BY_CLUB = { source: SYSTEMS.club };
const REWARDS = [{ points: 100, reward: 'tea strainer' }, { points: 250, reward: 'stoneware mug' }, { points: 500, reward: 'glass teapot' }] as const;
/** Points of a bygone year lapse. */
const KEPT = 365 * DAY;

/** Joins the programme: the card's number is seen together with the customer's other names. */
export function joinClub(life: Life, at: Moment): void {
  if (life.member) return;
  life.member = true;
  life.state(at, 'profile.trait-observed', [life.card, ...life.customer], { traits: { loyaltyProgramme: company.clubName } }, BY_CLUB);
}

/** A point for each euro, and now and then a reward. */
export function collectPoints(life: Life, at: Moment, order: Order): void {
  const points = Math.floor(order.cents / 100);
  if (!life.member || points === 0) return;
  life.points += points;
  const names = [life.card];
  life.state(at + MINUTE, 'loyalty.points-earned', names, { points, programme: company.clubName, orderId: order.orderId, expiresAt: formatTime(Math.floor(at + KEPT)) }, BY_CLUB);
  const reward = REWARDS.findLast((offer) => offer.points <= life.points);
  if (reward && life.random.chance(0.35)) {
    life.points -= reward.points;
    life.state(at + 2 * DAY, 'loyalty.points-redeemed', names, { points: reward.points, programme: company.clubName, reward: reward.reward }, BY_CLUB);
  }
  life.plan(at + KEPT, expire);
}

/** What a silent customer left lies there no longer. */
function expire(life: Life, at: Moment): void {
  const last = life.orders.at(-1);
  if (life.points === 0 || !last || at - last.at < KEPT) return;
  life.state(at, 'loyalty.points-expired', [life.card], { points: life.points, programme: company.clubName }, BY_CLUB);
  life.points = 0;
}
