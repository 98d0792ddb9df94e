import { DAY, formatTime, HOUR, MINUTE, SECOND, type Moment } from '#kernel';
import type { Identity } from '#touchpoints';
import type { Line } from './basket';
import { CARRIERS, SYSTEMS } from './company';
import { exponential } from './distributions';
import { officeTime } from './hours';
import type { Life, Order } from './life';
import { sendServiceMail } from './mails';
import { busyness } from './season';

/** How a script wants a parcel to fare. */
export interface Handling {
  /** 0: in time. */
  readonly daysLate: number;
}

/** How a parcel fared. */
export interface Parcel {
  readonly promised: Moment;
  readonly delivered: Moment;
  readonly daysLate: number;
}

const BY_WAREHOUSE = { source: SYSTEMS.warehouse };
const REASONS = ['carrier overloaded before the holidays', 'strike at the sorting centre', 'item missing at packing', 'snow on the Brenner', 'address could not be read'] as const;
const PROMISED = 4 * DAY;
const ENGRAVED = 'Engraved Tea Caddy';

/** Packs and sends what was ordered; some parcels are late, more of them when the shop is busy. */
export function ship(life: Life, at: Moment, order: Order, basket: readonly Line[], address: Identity, handling?: Handling): Parcel {
  const { random } = life;
  const names = [address];
  const engraved = basket.find(({ product }) => product.name === ENGRAVED);
  const daysLate = handling?.daysLate ?? (random.chance(engraved ? 0.3 : 0.05 * busyness(at) * busyness(at)) ? 2 + exponential(random, 4) : 0);
  if (engraved && daysLate > 0) {
    life.state(at + DAY, 'fulfilment.production-delayed', names,
      { workOrderId: life.name('w'), orderId: order.orderId, productId: engraved.product.productId, expectedAt: formatTime(Math.floor(at + PROMISED + daysLate * DAY)), reason: 'engraving machine under repair' }, BY_WAREHOUSE);
  }
  const carrier = random.pick(CARRIERS);
  const dispatched = officeTime(random, at + random.between(4, 30) * HOUR);
  const parcel = { shipmentId: life.name('p'), orderId: order.orderId, carrier };
  life.state(dispatched, 'fulfilment.shipment-dispatched', names, { ...parcel, trackingNumber: `${carrier.slice(0, 2).toUpperCase()}${String(random.whole(10_000_000, 99_999_999))}`, expectedAt: formatTime(Math.floor(at + PROMISED)) }, BY_WAREHOUSE);
  sendServiceMail(life, dispatched + MINUTE, 'dispatched', `Your parcel ${parcel.shipmentId} is on its way`, address);
  const delivered = Math.max(officeTime(random, dispatched + random.between(22, 60) * HOUR), daysLate > 0 ? officeTime(random, at + PROMISED + daysLate * DAY) : 0);
  if (daysLate > 0) {
    life.state(at + PROMISED - 12 * HOUR, 'fulfilment.shipment-delayed', names, { ...parcel, expectedAt: formatTime(Math.floor(delivered)), reason: random.pick(REASONS) }, BY_WAREHOUSE);
  }
  if (random.chance(0.25)) announce(life, delivered - 3 * HOUR);
  life.state(delivered, 'fulfilment.shipment-delivered', names, parcel, BY_WAREHOUSE);
  return { promised: at + PROMISED, delivered, daysLate };
}

/** A text message on the morning of the day. */
function announce(life: Life, at: Moment): void {
  const { person, random } = life;
  const names = [life.phone, life.email];
  const message = { messageId: life.name('sms-'), medium: 'sms', purpose: 'service' };
  const by = { source: SYSTEMS.messages };
  life.state(at, 'messaging.sent', names, { ...message, text: `${person.firstName}, your Leaf & Ladle parcel comes today.` }, by);
  if (random.chance(0.03)) {
    life.state(at + 9 * SECOND, 'messaging.failed', names, { ...message, reason: 'number not in service' }, by);
    return;
  }
  life.state(at + 5 * SECOND, 'messaging.delivered', names, message, by);
  if (random.chance(0.08)) life.state(at + 25 * MINUTE, 'messaging.received', [life.phone], { medium: 'sms', text: random.pick(REPLIES) }, by);
}

const REPLIES = ['Please leave it with the neighbour on the second floor.', 'Thank you!', 'I am not in before six, can you try the shop downstairs?', 'Great, just in time for the weekend.'] as const;
