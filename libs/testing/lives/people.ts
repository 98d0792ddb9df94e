import { formatTime } from '#kernel';
import type { Identity } from '#touchpoints';
import { CHARACTERS } from './characters';
import type { Fact, Order } from './life';
import { lifeOf } from './life-of';
import type { Bent, Person, Purchasing } from './person';
import { euro } from './products';
import { settingOf, type LivesOptions, type Setting } from './setting';

/** What the model knows about a person: what a platform that did everything right would find out. */
export interface PersonTruth {
  /** The customer's number: second part of its touchpoints' ids. */
  readonly customer: number;
  readonly personId: string;
  readonly name: string;
  readonly bent: Bent;
  /** Written by hand. */
  readonly character: boolean;
  /** Every identity that the person's touchpoints carry, in order of first appearance; `shared` with somebody else of the household. */
  readonly identities: readonly (Identity & { readonly shared: boolean })[];
  /** The number of the customer with whom a device is shared. */
  readonly sharesDeviceWith: number | undefined;
  /** The identities that the person's own touchpoints join, directly or by way of others. More than one group: nobody can know that they belong together. */
  readonly linked: readonly (readonly Identity[])[];
  /** In the order in which they were placed. */
  readonly orders: readonly OrderTruth[];
  /** The process behind the orders; of characters it says nothing. */
  readonly purchasing: Purchasing;
  /** Dropped out (and not won back) by the story's end. */
  readonly lapsed: boolean;
  /** How many touchpoints, repeated deliveries not counted. */
  readonly touchpoints: number;
  readonly firstAt: string | undefined;
  readonly lastAt: string | undefined;
}

export interface OrderTruth {
  readonly orderId: string;
  readonly at: string;
  readonly total: number;
  /** `store` and `phone` orders are `commerce.store-order-recorded`, the others `commerce.order-completed`. */
  readonly way: Order['way'];
  readonly cancelled: boolean;
  readonly refunded: number;
}

/** The truth about each customer, by number, over the whole story: `touchpoints` and the shares of the options change how it is told, not what happens. */
export function* people(options: LivesOptions): Generator<PersonTruth, void, undefined> {
  const setting = settingOf(options);
  for (let number = 0; number < setting.customers; number += 1) yield told(setting, number);
}

/** The truth about the customer of a number. */
export function truthOf(options: LivesOptions, number: number): PersonTruth {
  return told(settingOf(options), number);
}

function told(setting: Setting, number: number): PersonTruth {
  const life = lifeOf(setting, number);
  const seen = new Seen(life.person);
  while (life.due !== undefined) {
    const fact = life.go();
    if (fact) seen.note(fact);
  }
  const { person, orders } = life;
  return {
    customer: number,
    personId: person.personId,
    name: `${person.firstName} ${person.lastName}`,
    bent: person.bent,
    character: number < CHARACTERS.length,
    identities: seen.identities(),
    sharesDeviceWith: person.devices.some(({ shared }) => shared) ? number ^ 1 : undefined,
    linked: seen.groups(),
    orders: orders.map(({ orderId, at, cents, way, cancelled, refundedCents }) => ({ orderId, at: formatTime(at), total: euro(cents), way, cancelled, refunded: euro(refundedCents) })),
    purchasing: person.purchasing,
    lapsed: !life.loyal,
    touchpoints: seen.touchpoints,
    firstAt: seen.firstAt === undefined ? undefined : formatTime(seen.firstAt),
    lastAt: seen.lastAt === undefined ? undefined : formatTime(seen.lastAt),
  };
}

/** Gathers the identities of a life and what joins them (union-find with path halving; Tarjan & van Leeuwen 1984). */
class Seen {
  touchpoints = 0;
  firstAt: number | undefined;
  lastAt: number | undefined;
  private readonly byKey = new Map<string, Identity>();
  private readonly parents = new Map<string, string>();
  private readonly sharedKeys: ReadonlySet<string>;

  constructor({ devices }: Person) {
    this.sharedKeys = new Set(devices.filter(({ shared }) => shared).map(({ identity }) => keyOf(identity)));
  }

  note({ at, identities }: Fact): void {
    this.touchpoints += 1;
    this.firstAt ??= at;
    this.lastAt = at;
    const [first] = identities;
    for (const identity of identities) {
      const key = keyOf(identity);
      if (!this.byKey.has(key)) {
        this.byKey.set(key, identity);
        this.parents.set(key, key);
      }
      if (first) this.parents.set(this.root(key), this.root(keyOf(first)));
    }
  }

  identities(): (Identity & { readonly shared: boolean })[] {
    return [...this.byKey].map(([key, identity]) => ({ ...identity, shared: this.sharedKeys.has(key) }));
  }

  groups(): Identity[][] {
    const groups = new Map<string, Identity[]>();
    for (const [key, identity] of this.byKey) {
      const root = this.root(key);
      const group = groups.get(root);
      if (group) group.push(identity);
      else groups.set(root, [identity]);
    }
    return [...groups.values()];
  }

  private root(key: string): string {
    let node = key;
    for (let parent = this.parents.get(node) ?? node; parent !== node; parent = this.parents.get(node) ?? node) {
      const above = this.parents.get(parent) ?? parent;
      this.parents.set(node, above);
      node = above;
    }
    return node;
  }
}

function keyOf({ kind, value }: Identity): string {
  return `${kind}\u0000${value}`;
}
