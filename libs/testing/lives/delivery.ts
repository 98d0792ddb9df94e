import { DAY, formatTime, HOUR, type Moment, SECOND } from '#kernel';
import type { Touchpoint } from '#touchpoints';
import { logUniform } from './distributions';
import type { Fact } from './life';
import { chanceFor } from './person';
import type { Random } from './random';
import type { Setting } from './setting';

/** A touchpoint as it comes in, and what only the model knows about it. */
export interface Delivery {
  readonly touchpoint: Touchpoint;
  /** When it is received. */
  readonly deliveredAt: Moment;
  /** The number of the customer whose life it is of. */
  readonly customer: number;
  /** When it truly happened: what `occurredAt` is after a wrong clock has been corrected, to a second or so. */
  readonly happenedAt: Moment;
  /** Delivered before, with the same id and content. */
  readonly again: boolean;
}

/** From here on a delivery counts as late. */
export const LATE = HOUR;
const LATEST = 7 * DAY;

/**
 * How a customer's facts reach the company: soon, as a rule; a share of them hours or days later (a phone without reception, a night's export), whole visits together;
 * some twice; and, from a device whose clock is wrong, under a wrong time that `sentAt` gives away. Has chance of its own, so that the lives stay as they are whatever the delivery.
 */
export class Deliveries {
  private readonly random: Random;
  private parcel = 0;
  private parcelLeaves: Moment = 0;

  constructor(private readonly setting: Setting, private readonly customer: number) {
    this.random = chanceFor(setting, customer, 'delivery');
  }

  /** One delivery, or two of the same touchpoint. */
  of(fact: Fact): readonly Delivery[] {
    const { random, setting, customer } = this;
    const travels = Math.floor(fact.device ? random.between(40, 900) : random.between(20, 4_000));
    const sent = this.leaves(fact);
    const deliveredAt = sent + travels;
    const first: Delivery = { touchpoint: touchpointOf(fact, sent), deliveredAt, customer, happenedAt: fact.at, again: false };
    if (!random.chance(setting.duplicateShare)) return [first];
    return [first, { ...first, deliveredAt: deliveredAt + Math.floor(logUniform(random, SECOND, 2 * DAY)), again: true }];
  }

  private leaves(fact: Fact): Moment {
    if (fact.parcel === 0) return fact.at + this.delay();
    if (fact.parcel !== this.parcel) {
      this.parcel = fact.parcel;
      const delay = this.delay();
      this.parcelLeaves = delay === 0 ? 0 : fact.at + delay;
    }
    if (this.parcelLeaves === 0) return fact.at;
    return Math.max(this.parcelLeaves, fact.at + LATE);
  }

  private delay(): number {
    return this.random.chance(this.setting.lateShare) ? Math.floor(logUniform(this.random, LATE, LATEST)) : 0;
  }
}

function touchpointOf({ id, type, identities, at, data, source, context, device }: Fact, sent: Moment): Touchpoint {
  const said = { id, type, identities, occurredAt: formatTime(at + (device?.clock ?? 0)), ...(device ? { sentAt: formatTime(sent + device.clock) } : {}), data, source };
  return context ? { ...said, context } : said;
}
