import { DAY, formatTime, type Moment, readTime, uuidOf } from '#kernel';
import { type Department, type Fact, ownId, type Step } from '../department';
import type { Subject, Told } from '../told';

/** What fulfilment knows of an order. Cancellations and news of production may come before it. */
export interface Shipment extends Subject {
  readonly shipmentId: string;
  readonly orderId?: string;
  /** From when on the goods may leave the house. */
  readonly readyAt?: Moment;
  /** By when the customer was told to have them. */
  readonly promisedAt?: Moment;
  /** When production will be done, where it has said that it is late. */
  readonly producedAt?: Moment;
  readonly dispatchedAt?: Moment;
  /** When the carrier brings them; unset where that is only known when it is reported. */
  readonly arrivesAt?: Moment;
  readonly delayedAt?: Moment;
  readonly deliveredAt?: Moment;
  readonly cancelledAt?: Moment;
}

export interface FulfilmentTerms {
  /** From the order to the post, ms. */
  readonly handling: number;
  /** From the order to the promised delivery, ms. */
  readonly promise: number;
  readonly carrier: string;
  /** How long the carrier takes, ms; undefined: it reports each delivery as `fulfilment.shipment-delivered`. */
  readonly transit: number | undefined;
}

export const FULFILMENT_TERMS: FulfilmentTerms = { handling: DAY, promise: 5 * DAY, carrier: 'Reference Post', transit: 2 * DAY };

const HEARS = ['commerce.order-completed', 'commerce.order-cancelled', 'fulfilment.production-delayed', 'fulfilment.shipment-dispatched', 'fulfilment.shipment-delayed', 'fulfilment.shipment-delivered'] as const;
type Heard = (typeof HEARS)[number];

/** An order is sent, unless it is cancelled before. Who does not have it by the promised moment is told so once. What others report of a shipment is believed. */
export function fulfilment(terms: FulfilmentTerms = FULFILMENT_TERMS): Department<Shipment, Heard> {
  return {
    name: 'fulfilment', topic: 'fulfilment', hears: HEARS, keyOf,
    hear: (shipment, told) => ({ work: hear(shipment ?? { customerId: told.customerId, identity: told.identity, shipmentId: keyOf(told) ?? '' }, told, terms), facts: [] }),
    elapse: (shipment, now) => elapse(shipment, now, terms),
    dueAt: (shipment) => nextOf(shipment)?.at,
  };
}

/** `S-` and the order's id. */
export function shipmentIdOf(orderId: string): string {
  return ownId('S-', orderId, uuidOf);
}

function keyOf({ data }: Told<Heard>): string | undefined {
  if (data.orderId !== undefined && data.orderId !== null) return shipmentIdOf(data.orderId);
  return 'shipmentId' in data ? (data.shipmentId ?? undefined) : undefined;
}

function hear(shipment: Shipment, told: Told<Heard>, { handling, promise }: FulfilmentTerms): Shipment {
  switch (told.type) {
    case 'commerce.order-completed': {
      if (shipment.orderId !== undefined) return shipment;
      const readyAt = Math.max(told.recordedAt + handling, shipment.producedAt ?? -Infinity);
      return { ...shipment, customerId: told.customerId, identity: told.identity, orderId: told.data.orderId, readyAt, promisedAt: told.recordedAt + promise };
    }
    case 'commerce.order-cancelled':
      return { ...shipment, cancelledAt: shipment.cancelledAt ?? told.at };
    case 'fulfilment.production-delayed':
      return produced(shipment, timeOf(told.data.expectedAt));
    case 'fulfilment.shipment-dispatched':
      return shipment.dispatchedAt === undefined ? arriving({ ...shipment, dispatchedAt: told.at }, timeOf(told.data.expectedAt)) : shipment;
    case 'fulfilment.shipment-delayed':
      return arriving({ ...shipment, delayedAt: shipment.delayedAt ?? told.at }, timeOf(told.data.expectedAt));
    case 'fulfilment.shipment-delivered':
      return { ...shipment, deliveredAt: shipment.deliveredAt ?? told.at };
  }
}

function produced(shipment: Shipment, at: Moment | undefined): Shipment {
  if (at === undefined || shipment.dispatchedAt !== undefined) return shipment;
  const producedAt = Math.max(at, shipment.producedAt ?? at);
  return { ...shipment, producedAt, ...(shipment.readyAt === undefined ? {} : { readyAt: Math.max(shipment.readyAt, producedAt) }) };
}

/** A word of the carrier may move the arrival back, and does not bring it forward. */
function arriving(shipment: Shipment, at: Moment | undefined): Shipment {
  if (at === undefined || shipment.dispatchedAt === undefined) return shipment;
  return { ...shipment, arrivesAt: Math.max(at, shipment.arrivesAt ?? at) };
}

interface Next {
  readonly what: 'dispatch' | 'deliver' | 'delay';
  readonly at: Moment;
}

/** What comes next by time alone. Goods that arrive at the promised moment are in time. */
function nextOf({ orderId, readyAt, promisedAt, dispatchedAt, arrivesAt, delayedAt, deliveredAt, cancelledAt }: Shipment): Next | undefined {
  if (orderId === undefined || deliveredAt !== undefined || (cancelledAt !== undefined && dispatchedAt === undefined)) return undefined;
  const steps: readonly (Next | undefined)[] = [
    dispatchedAt === undefined && readyAt !== undefined ? { what: 'dispatch', at: readyAt } : undefined,
    dispatchedAt !== undefined && arrivesAt !== undefined ? { what: 'deliver', at: arrivesAt } : undefined,
    delayedAt === undefined && promisedAt !== undefined ? { what: 'delay', at: promisedAt } : undefined,
  ];
  return steps.reduce((soonest, step) => (step !== undefined && (soonest === undefined || step.at < soonest.at) ? step : soonest), undefined);
}

function elapse(shipment: Shipment, now: Moment, terms: FulfilmentTerms): Step<Shipment> {
  let work = shipment;
  const facts: Fact[] = [];
  for (let next = nextOf(work); next !== undefined && next.at <= now; next = nextOf(work)) {
    const step = stepOf(work, next, terms);
    work = step.work;
    facts.push(...step.facts);
  }
  return { work, facts };
}

function stepOf(shipment: Shipment, { what, at }: Next, { carrier, transit }: FulfilmentTerms): Step<Shipment> {
  const { shipmentId, orderId = null } = shipment;
  const about = { shipmentId, orderId };
  switch (what) {
    case 'dispatch': {
      const work = arriving({ ...shipment, dispatchedAt: at }, transit === undefined ? undefined : at + transit);
      return { work, facts: [{ type: 'fulfilment.shipment-dispatched', at, cause: [shipmentId, 'dispatched'], data: { ...about, carrier, ...expected(work.arrivesAt ?? work.promisedAt) } }] };
    }
    case 'deliver':
      return { work: { ...shipment, deliveredAt: at }, facts: [{ type: 'fulfilment.shipment-delivered', at, cause: [shipmentId, 'delivered'], data: { ...about, carrier } }] };
    case 'delay': {
      const waiting = shipment.dispatchedAt === undefined;
      const arrival = waiting && transit !== undefined && shipment.readyAt !== undefined ? shipment.readyAt + transit : shipment.arrivesAt;
      return { work: { ...shipment, delayedAt: at }, facts: [{ type: 'fulfilment.shipment-delayed', at, cause: [shipmentId, 'delayed'], data: { ...about, ...expected(arrival), reason: waiting ? 'still in production' : 'still on its way' } }] };
    }
  }
}

function expected(at: Moment | undefined): { expectedAt?: string } {
  return at === undefined ? {} : { expectedAt: formatTime(at) };
}

function timeOf(text: string | null | undefined): Moment | undefined {
  return text === undefined || text === null ? undefined : readTime(text);
}
