import { DAY, HOUR, MINUTE, type Moment } from '#kernel';
import { Life, type Order, type Step } from '../life';
import { COUNTRIES, type Country } from '../names';
import { placeOrder, type OrderTerms } from '../orders';
import { type Device, deviceOf, personId, type Person } from '../person';
import { productNamed, type Category } from '../products';
import type { Setting } from '../setting';
import type { Visit } from '../visit';

/** Somebody written by hand: who it is, and what happens, told in days since the story began. */
export interface Character {
  readonly firstName: string;
  readonly lastName: string;
  readonly locale: Country['locale'];
  readonly town: string;
  readonly favourite: Category;
  readonly second: Category;
  readonly devices: (setting: Setting, number: number) => readonly [Device, ...Device[]];
  /** `network:handle`, without what makes it this seed's. */
  readonly social?: string;
  /** Probability of opening a newsletter. */
  readonly reads: number;
  /** The day of the first scene. */
  readonly begins: number;
  readonly story: (story: Story) => void;
}

/** The life of a character as its author writes it. */
export class Story {
  constructor(readonly life: Life) {}

  /** The moment of a day and hour since the company's first day. */
  on(day: number, hour = 18, minute = 0): Moment {
    return this.life.setting.from + day * DAY + hour * HOUR + minute * MINUTE;
  }

  /** A scene: played when its time has come, after all that happened before. */
  scene(day: number, hour: number, step: Step): void {
    this.life.plan(this.on(day, hour, this.life.random.whole(0, 40)), step);
  }
}

/** The devices of a character, all its own. */
export function owning(...names: readonly [Device['name'], ...Device['name'][]]): Character['devices'] {
  return (setting, number) => {
    const [first, ...others] = names;
    return [deviceOf(setting, number, 0, first), ...others.map((name, index) => deviceOf(setting, number, index + 1, name))];
  };
}

/** The device of that place among the character's, the first where there are fewer. */
export function device({ person: { devices } }: Life, index: number): Device {
  return devices[index] ?? devices[0];
}

/** Puts products into the basket, looking at each. */
export function take(visit: Visit, ...products: readonly (readonly [name: string, quantity?: number])[]): Visit {
  for (const [name, quantity = 1] of products) visit.view(productNamed(name)).add(productNamed(name), quantity);
  return visit;
}

/** Pays as a customer with an account. The parcel comes in time unless the story wants otherwise. */
export function pay(life: Life, visit: Visit, terms: Omit<OrderTerms, 'identities'> = {}): Order {
  visit.signIn().startCheckout();
  return placeOrder(life, visit.at, visit.basket, { identities: [life.userId, life.email, visit.device.identity], handling: { daysLate: 0 }, ...terms });
}

export function lifeOfCharacter(setting: Setting, number: number, character: Character): Life {
  return new Life(setting, castOf(setting, number, character), (life) => { character.story(new Story(life)); });
}

function castOf(setting: Setting, number: number, character: Character): Person {
  const { firstName, lastName, locale, town, favourite, second, reads } = character;
  const country = COUNTRIES.find((candidate) => candidate.locale === locale) ?? COUNTRIES[0];
  const seed = String(setting.seed);
  return {
    number, firstName, lastName, country, town, favourite, second, reads,
    login: `${firstName}.${lastName}`.toLowerCase(),
    personId: personId(setting, number),
    bent: 'buyer',
    start: setting.from + character.begins * DAY,
    devices: character.devices(setting, number),
    ...(character.social === undefined ? {} : { social: { kind: 'social', value: `${character.social}${seed}` } }),
    purchasing: { rate: 0, cadence: 1, dropout: 0 },
    visitsPerWeek: 0,
    patience: 0.5,
    unreachable: false,
  };
}
