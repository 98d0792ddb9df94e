import { DAY, MINUTE, SECOND, type Moment } from '#kernel';
import type { Way } from './campaigns';
import { officeTime } from './hours';
import type { Life } from './life';
import { openMail, sendMail } from './mails';
import type { OrderTerms } from './orders';
import { SYSTEMS } from './company';
import { callOut } from './talks';

/** How somebody comes back: given by whoever knows how people buy. */
export type ComeBack = (life: Life, at: Moment, way: Way, coupon: OrderTerms['coupon']) => void;

const SILENCE = 150 * DAY;
const COUPON = { code: 'WE-MISS-YOU', percent: 15 } as const;
const WAY: Way = { campaign: { source: 'win-back', medium: 'email', name: 'we-miss-you' } };

/** Five months after the last purchase the company writes; its best customers it also calls. Some of the lost come back. */
export function awaitSilence(life: Life, lastOrderAt: Moment, comeBack: ComeBack): void {
  life.plan(officeTime(life.random, lastOrderAt + SILENCE), (self, now) => {
    if ((self.orders.at(-1)?.at ?? 0) > lastOrderAt) return;
    const reached = writeTo(self, now) || callTo(self, now);
    if (reached && !self.loyal && self.random.chance(0.2)) self.plan(now + self.random.between(0.2, 5) * DAY, (again, then) => { comeBack(again, then, WAY, COUPON); });
  });
}

function writeTo(life: Life, at: Moment): boolean {
  if (!life.subscribed) return false;
  const sent = sendMail(life, at, { campaignId: 'we-miss-you', subject: `${life.person.firstName}, we miss you. 15 % on your next order`, purpose: 'marketing', template: 'win-back' });
  if (!sent || !life.random.chance(0.4)) return false;
  openMail(life, at + 30 * SECOND, sent);
  return true;
}

function callTo(life: Life, at: Moment): boolean {
  const spent = life.orders.reduce((sum, { cents, cancelled }) => sum + (cancelled ? 0 : cents), 0);
  if (spent < 40_000 || !life.registered) return false;
  life.state(at - 2 * MINUTE, 'post.sent', [life.debtor, life.email], { mailingId: life.name('mailing-'), campaignId: 'we-miss-you', kind: 'letter', purpose: 'marketing' }, { source: SYSTEMS.crm });
  return callOut(life, at + 5 * DAY, 'win-back', 'offer-made', 'Asked whether anything had gone wrong. Sent a coupon.');
}
