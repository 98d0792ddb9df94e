import type { Moment } from '#kernel';
import type { DataOf, EventType, Identity, Source, TouchpointContext } from '#touchpoints';
import { Agenda } from './agenda';
import { SYSTEMS } from './company';
import type { SentMail } from './sent-mail';
import { chanceFor, type Device, type Person } from './person';
import type { Random } from './random';
import type { Setting } from './setting';

/** Something that happened, with the time at which it truly did; how the company comes to hear of it is the delivery's business. */
export interface Fact {
  readonly at: Moment;
  readonly id: string;
  readonly type: string;
  readonly identities: readonly Identity[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly source: Source;
  readonly context: TouchpointContext | undefined;
  /** The customer's own device that reports it, by its own clock. */
  readonly device: Device | undefined;
  /** Facts of one parcel travel together: a visit that a phone reports when it is back in reach. */
  readonly parcel: number;
}

/** What comes with a fact, beyond type, names and data. */
export interface Circumstances {
  readonly source?: Source;
  readonly context?: TouchpointContext | undefined;
  readonly device?: Device;
  readonly parcel?: number;
}

/** A step of somebody's life at its time: states facts, plans further steps. */
export type Step = (life: Life, at: Moment) => void;

/** An order as the model knows it. */
export interface Order {
  readonly orderId: string;
  readonly at: Moment;
  readonly cents: number;
  readonly way: 'shop' | 'store' | 'phone' | 'quote';
  cancelled: boolean;
  refundedCents: number;
}

/** Data of a type as a plain object. */
type Plain<Data> = { readonly [Name in keyof Data]: Data[Name] };

/**
 * One customer's life in the making: an agenda of steps, taken in the order of their time. Each step may state facts, now or later, and plan more steps;
 * {@link go} goes from one to the next, so facts come out in the order in which they happen. A discrete-event simulation (Law 2015, chapter 1.3) of one person.
 */
export class Life {
  readonly random: Random;
  readonly orders: Order[] = [];
  /** Has an account with the shop. */
  registered = false;
  /** Has joined the loyalty programme. */
  member = false;
  points = 0;
  /** Gets the newsletter. */
  subscribed = false;
  /** The next issue is planned: whoever says yes a second time gets it once. */
  awaitsIssue = false;
  /** Newsletters in a row that were left unopened. */
  ignored = 0;
  /** Still a customer at heart; a lapsed one may be won back. */
  loyal = true;
  /** A next visit is planned. */
  interested = false;
  /** When the next purchase is due; one that was planned before is off. */
  nextPurchase: Moment | undefined;
  /** The last newsletter that was opened. */
  lastOpened: { readonly at: Moment; readonly mail: SentMail } | undefined;
  private readonly agenda = new Agenda<Fact | Step>();
  /** The devices on which the person is signed in, a bit for each. */
  private signedIn = 0;
  private now: Moment;
  private facts = 0;
  private serials = 0;
  private readonly prefix: string;

  constructor(readonly setting: Setting, readonly person: Person, first: Step) {
    this.random = chanceFor(setting, person.number, 'life');
    this.now = person.start;
    this.prefix = `${setting.seed}-${person.number}`;
    this.plan(person.start, first);
  }

  /** When the next thing happens; undefined when the life is told. */
  get due(): Moment | undefined {
    return this.agenda.due;
  }

  /** Lets the next thing happen: answers the fact, or takes the step that was planned, which may plan facts from that moment on. */
  go(): Fact | undefined {
    this.now = this.agenda.due ?? this.now;
    const next = this.agenda.take();
    if (typeof next !== 'function') return next;
    next(this, this.now);
    return undefined;
  }

  /** Takes a step at that time, or now where that is past. Nothing happens after the story's end. */
  plan(at: Moment, step: Step): void {
    this.enter(at, step);
  }

  /** States a fact of the catalogue that happens at that time. Its first identity that is evidence names the stream. */
  state<Type extends EventType>(at: Moment, type: Type, identities: readonly Identity[], data: Plain<DataOf[Type]>, circumstances?: Circumstances): void;
  state(at: Moment, type: string, identities: readonly Identity[], data: Readonly<Record<string, unknown>>, circumstances: Circumstances = {}): void {
    if (at >= this.setting.to) return;
    this.facts += 1;
    const { source = SYSTEMS.shop, context, device, parcel = 0 } = circumstances;
    const moment = Math.floor(at < this.now ? this.now : at);
    this.enter(moment, { at: moment, id: `l${this.prefix}-${this.facts}`, type, identities, data, source, context, device, parcel });
  }

  /** Counts orders, cases, messages, visits of this life, from 1. */
  serial(): number {
    this.serials += 1;
    return this.serials;
  }

  /** A new name for an order, a case, a message: unique to this life and seed. */
  name(kind: string, serial = this.serial()): string {
    return `${kind}${this.prefix}-${serial}`;
  }

  get email(): Identity {
    return { kind: 'email', value: `${this.person.login}@mail${this.setting.seed}.example.org` };
  }

  /** The account with the shop. */
  get userId(): Identity {
    return { kind: 'user-id', value: `u${this.prefix}` };
  }

  get phone(): Identity {
    return { kind: 'phone', value: `${this.person.country.phone}${String((this.person.number * 7919 + (this.setting.seed % 1_000) * 104_729) % 10_000_000).padStart(7, '0')}` };
  }

  /** The debtor's number in billing. */
  get debtor(): Identity {
    return { kind: 'external', value: `billing:D${this.prefix}` };
  }

  /** The loyalty card. */
  get card(): Identity {
    return { kind: 'external', value: `loyalty:LL${this.prefix}` };
  }

  /** The names under which the shop knows the person as a customer: the account where there is one, and the address. */
  get customer(): readonly Identity[] {
    return this.registered ? [this.userId, this.email] : [this.email];
  }

  isSignedIn(device: Device): boolean {
    return (this.signedIn & this.bitOf(device)) !== 0;
  }

  signIn(device: Device): void {
    this.signedIn |= this.bitOf(device);
  }

  private bitOf(device: Device): number {
    return 1 << this.person.devices.indexOf(device);
  }

  private enter(at: Moment, happens: Fact | Step): void {
    if (at < this.setting.to) this.agenda.enter(Math.floor(at < this.now ? this.now : at), happens);
  }
}
