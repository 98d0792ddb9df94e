import { DAY, formatTime, HOUR, type Moment } from '#kernel';
import { CARRIERS, company, SYSTEMS } from './company';
import type { Life } from './life';
import { euro, type Product } from './products';
import type { Visit } from './visit';

const MONTH = 30 * DAY;
const BY_BILLING = { source: SYSTEMS.billing };
const LEAVING: readonly [string, ...string[]] = ['too much tea', 'we are moving', 'only wanted to try it', 'price'];
const PLANS = [{ plan: 'tea box monthly', cents: 1_990 }, { plan: 'coffee box monthly', cents: 2_490 }] as const;

/** Subscribes to a box a month, which goes on until notice is given or the card fails for good. */
export function subscribeToBox(life: Life, visit: Visit, favourite: Product['category']): void {
  const { plan, cents } = PLANS[favourite === 'coffee' ? 1 : 0];
  const box = { subscriptionId: life.name('sub-'), plan, total: euro(cents), currency: company.currency, period: 'month' };
  life.state(visit.at, 'commerce.subscription-started', life.customer, box, visit.circumstances);
  const stays = 0.88 + 0.1 * life.random.unit();
  send(life, visit.at + DAY);
  renew(life, visit.at + MONTH, box, stays);
}

interface Box {
  readonly subscriptionId: string;
  readonly plan: string;
  readonly total: number;
  readonly currency: string;
  readonly period: string;
}

function renew(life: Life, at: Moment, box: Box, stays: number): void {
  life.plan(at, (self, now) => {
    const { random } = self;
    const { subscriptionId, plan, total, currency } = box;
    if (!random.chance(stays)) {
      self.state(now - DAY, 'commerce.subscription-cancelled', self.customer, { subscriptionId, plan, endsAt: formatTime(now), reason: random.pick(LEAVING) }, { source: SYSTEMS.shop });
      return;
    }
    self.state(now, 'commerce.subscription-renewed', self.customer, { ...box, until: formatTime(now + MONTH) }, BY_BILLING);
    if (random.chance(0.03)) {
      self.state(now + HOUR, 'billing.payment-failed', [life.debtor, life.email], { subscriptionId, total, currency, reason: 'card expired' }, BY_BILLING);
      if (random.chance(0.4)) {
        self.state(now + 14 * DAY, 'commerce.subscription-cancelled', self.customer, { subscriptionId, plan, reason: 'card expired' }, BY_BILLING);
        return;
      }
    }
    send(self, now + DAY);
    renew(self, now + MONTH, box, stays);
  });
}

function send(life: Life, at: Moment): void {
  const names = [life.email];
  const parcel = { shipmentId: life.name('p'), carrier: life.random.pick(CARRIERS) };
  const by = { source: SYSTEMS.warehouse };
  life.state(at, 'fulfilment.shipment-dispatched', names, parcel, by);
  life.state(at + life.random.between(1, 3) * DAY, 'fulfilment.shipment-delivered', names, parcel, by);
}
