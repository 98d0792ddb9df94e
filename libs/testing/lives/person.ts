import { DAY, MINUTE, type Moment } from '#kernel';
import type { Identity } from '#touchpoints';
import { beta, gamma, logUniform } from './distributions';
import { COUNTRIES, type Country } from './names';
import { CATEGORIES, type Category } from './products';
import { Random } from './random';
import type { Setting } from './setting';

/** What somebody is to the company. Who merely passes by is never known by name; a follower talks to it on social networks; a business asks for quotes. */
export type Bent = 'passer-by' | 'reader' | 'buyer' | 'follower' | 'business';

export interface Device {
  readonly name: 'phone' | 'laptop' | 'tablet';
  /** Of kind `anonymous-id`: the cookie, or the app's own. */
  readonly identity: Identity;
  /** How far its clock is ahead, in milliseconds; mostly 0. */
  readonly clock: number;
  /** Used by two people of one household. */
  readonly shared: boolean;
}

/** How somebody buys: a renewal process in season time whose rate differs from person to person, ended by chance after each purchase (as in BG/NBD; Fader, Hardie & Lee 2005). */
export interface Purchasing {
  /** Purchases per week of season time while alive: Gamma over the population. */
  readonly rate: number;
  /** Shape of the time between purchases: 1 is memoryless, above is regular. */
  readonly cadence: number;
  /** Probability of dropping out after a purchase: Beta over the population. */
  readonly dropout: number;
}

export interface Person {
  readonly number: number;
  readonly personId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly country: Country;
  readonly town: string;
  readonly bent: Bent;
  /** When the first thing happens. */
  readonly start: Moment;
  readonly devices: readonly [Device, ...Device[]];
  /** Begins the e-mail address. */
  readonly login: string;
  /** A second address, at work. */
  readonly workEmail?: Identity;
  readonly social?: Identity;
  readonly favourite: Category;
  readonly second: Category;
  readonly purchasing: Purchasing;
  /** Visits without a purchase, per purchase-free week while interested. */
  readonly visitsPerWeek: number;
  /** Probability of opening a newsletter. */
  readonly reads: number;
  /** 0: complains about everything; 1: about nothing. */
  readonly patience: number;
  /** The e-mail address was mistyped or has been given up. */
  readonly unreachable: boolean;
}

/** Which sequence of chance is for what, so that more of one leaves the others as they were. */
const PURPOSES = { life: 1, person: 2, start: 3, clock: 4, household: 5, delivery: 6 } as const;

/** The share of neighbouring pairs of customer numbers (6 and 7, 8 and 9, …) that live together and share a tablet. */
const HOUSEHOLDS = 0.05;
/** A fifth of the customers appear within the first weeks, since they were there before; the rest come steadily. */
const EARLY = { customers: 0.2, time: 0.06 };

/** A source of chance of its own for a customer (or a pair of them) and a purpose. */
export function chanceFor(setting: Setting, number: number, purpose: keyof typeof PURPOSES): Random {
  return new Random(setting.seed, number, PURPOSES[purpose] + 16 * Math.floor(setting.seed / 4_294_967_296));
}

/** When the customer first appears: never before one of a lower number. */
export function startOf(setting: Setting, number: number): Moment {
  const share = (number + chanceFor(setting, number, 'start').unit()) / setting.customers;
  const time = share < EARLY.customers ? (share / EARLY.customers) * EARLY.time : EARLY.time + ((share - EARLY.customers) / (1 - EARLY.customers)) * (0.99 - EARLY.time);
  return Math.floor(setting.from + time * (setting.to - setting.from));
}

/** Who the customer of a number is: the same for the same setting, whoever else there is. */
export function personOf(setting: Setting, number: number): Person {
  const random = chanceFor(setting, number, 'person');
  const pair = Math.floor(number / 2);
  const household = chanceFor(setting, pair, 'household');
  const together = household.chance(HOUSEHOLDS) && pair * 2 + 1 < setting.customers;
  const home = together ? household : random;
  const country = COUNTRIES[home.weighted(COUNTRIES.map(({ weight }) => weight))] ?? COUNTRIES[0];
  const town = home.pick(country.towns);
  const lastName = home.pick(country.lastNames);
  const firstName = random.pick(country.firstNames);
  const favourite = favourites(random);
  const bent: Bent = together ? 'buyer' : bentOf(random);
  const login = `${firstName}.${lastName}${number}`.toLowerCase();
  return {
    number, firstName, lastName, country, town, bent, login,
    personId: personId(setting, number),
    start: startOf(setting, number),
    devices: devicesOf(setting, number, random, together ? pair : undefined),
    ...(random.chance(0.06) ? { workEmail: { kind: 'email', value: `${login}@office${setting.seed}.example.com` } } : {}),
    ...(bent === 'follower' || random.chance(0.15) ? { social: { kind: 'social', value: `${random.pick(['instagram', 'instagram', 'mastodon', 'facebook'])}:${login.replace('.', '_')}_${setting.seed}` } } : {}),
    favourite,
    second: favourites(random),
    purchasing: purchasingOf(random, bent),
    visitsPerWeek: bent === 'buyer' ? gamma(random, 1.1, 0.16) : gamma(random, 1, 0.08),
    reads: beta(random, 1.4, 3),
    patience: beta(random, 3, 1.6),
    unreachable: random.chance(0.03),
  };
}

/** The person behind a number, in ground truth. Not an identity: no sender knows it. */
export function personId(setting: Setting, number: number): string {
  return `person-${setting.seed}-${number}`;
}

/** A device of one person's own. */
export function deviceOf(setting: Setting, number: number, index: number, name: Device['name']): Device {
  const random = chanceFor(setting, number * 8 + index, 'clock');
  return { name, identity: { kind: 'anonymous-id', value: `a${setting.seed}-${number}-${index}` }, clock: clockOf(setting, random), shared: false };
}

/** The tablet of the household of customers 2·pair and 2·pair + 1. */
export function sharedTablet(setting: Setting, pair: number): Device {
  const random = chanceFor(setting, pair * 16 + 7, 'clock');
  return { name: 'tablet', identity: { kind: 'anonymous-id', value: `a${setting.seed}-home-${pair}` }, clock: clockOf(setting, random), shared: true };
}

function devicesOf(setting: Setting, number: number, random: Random, household: number | undefined): [Device, ...Device[]] {
  const devices: [Device, ...Device[]] = [deviceOf(setting, number, 0, random.chance(0.6) ? 'phone' : 'laptop')];
  if (random.chance(0.45)) devices.push(deviceOf(setting, number, 1, devices[0].name === 'phone' ? 'laptop' : 'phone'));
  if (random.chance(0.12)) devices.push(deviceOf(setting, number, 2, 'phone'));
  if (household !== undefined) devices.push(sharedTablet(setting, household));
  return devices;
}

/** Minutes to two days, ahead or behind. */
function clockOf(setting: Setting, random: Random): number {
  const off = logUniform(random, 2 * MINUTE, 2 * DAY);
  const behind = random.chance(0.5);
  return random.chance(setting.clockFaultShare) ? Math.floor(behind ? -off : off) : 0;
}

function bentOf(random: Random): Bent {
  const bents = ['passer-by', 'reader', 'buyer', 'follower', 'business'] as const;
  return bents[random.weighted([32, 13, 47, 5, 3])] ?? 'buyer';
}

function favourites(random: Random): Category {
  return CATEGORIES[random.weighted([26, 22, 13, 9, 9, 6, 9, 6])] ?? 'tea';
}

function purchasingOf(random: Random, bent: Bent): Purchasing {
  const rate = bent === 'business' ? gamma(random, 2, 0.06) : gamma(random, 0.9, 0.115);
  const cadence = random.chance(0.3) ? random.whole(2, 4) : 1;
  return { rate: Math.max(rate, 0.002), cadence, dropout: bent === 'business' ? beta(random, 1, 6) : beta(random, 0.9, 2.6) };
}
