import { type Position, START } from '#kernel';
import { type Customer, type CustomerStage, isWithin, type Shape, type Territory } from '#projections';
import type { ReadModelStore } from '#read-models';
import { evidenceOf, IDENTITY_STREAM, type Identity, type IdentityRules, type RecordedEvent, streamOf } from '#touchpoints';
import { CUSTOMERS, customerIdOf, customerOf, IDENTITIES, reshapedAt } from './identity-documents';
import { identityKeysOf } from './identity-keys';

interface Known {
  readonly customer: Customer;
  readonly reshapedAt: Position;
}

/**
 * Names the customers of a territory's events by what the identity stage has written. That may be further along the log than the events are, so a customer
 * whose history changes shape later on is read again now and once more there: in between it is as it will be, in the end as the law says.
 */
export class TerritoryStage implements CustomerStage {
  constructor(private readonly store: ReadModelStore, private readonly rules: IdentityRules, private readonly territory: Territory) {}

  async fold(events: readonly RecordedEvent[]): Promise<Shape> {
    const after = (events[0]?.position ?? START) - 1n;
    const keysOf = new Map(events.map((event) => [event, this.keysOf(event)]));
    const owners = await this.owners([...keysOf.values()].flat());
    const touches = new Map<string, RecordedEvent[]>();
    const concerned = new Set<string>();
    for (const [event, keys] of keysOf) {
      const owner = event.stream.startsWith(IDENTITY_STREAM) ? owners.get(event.stream) : undefined;
      if (owner !== undefined && this.isOurs(owner)) {
        const others = touches.get(owner);
        if (others) others.push(event);
        else touches.set(owner, [event]);
      }
      if (owner === undefined || new Set(keys).size > 1) for (const key of keys) concerned.add(owners.get(key) ?? '');
    }
    concerned.delete('');
    const known = await this.known([...new Set([...touches.keys(), ...concerned])]);
    const reshaped = [...known.values()].filter((each) => each.reshapedAt > after);
    const removed = reshaped.flatMap(({ customer, reshapedAt: position }) => customer.members.map(({ stream, firstSeen }) => ({ id: customerIdOf(stream), firstSeen, into: customer.id, position })).filter(({ id }) => id !== customer.id && this.isOurs(id)));
    return {
      touches,
      reshaped: new Map(reshaped.filter(({ customer }) => this.isOurs(customer.id)).map(({ customer, reshapedAt: position }) => [customer.id, position])),
      removed: new Set(removed.map(({ id }) => id)),
      merged: new Map(removed.filter(({ firstSeen }) => firstSeen <= after).map(({ id, into, position }) => [id, { into, position, cause: events.find((event) => event.position === position) }])),
      writes: [],
      customers: (ids) => Promise.resolve(new Map([...ids].flatMap((id) => { const each = known.get(id); return each ? [[id, each.customer] as const] : []; }))),
    };
  }

  async customers(ids: Iterable<string>): Promise<Map<string, Customer>> {
    return new Map([...(await this.known([...ids]))].map(([id, { customer }]) => [id, customer]));
  }

  async bearing(events: readonly RecordedEvent[]): Promise<Set<string>> {
    const keys = [...new Set(events.flatMap((event) => this.keysOf(event)))];
    const customers = await this.customers(new Set((await this.owners(keys)).values()));
    const ids = [...keys.map(customerIdOf), ...[...customers.values()].flatMap(({ id, members }) => [id, ...members.map(({ stream }) => customerIdOf(stream))])];
    return new Set(ids.filter((id) => this.isOurs(id)));
  }

  /** Nothing is kept from batch to batch: another process writes it. */
  forget(): void {
    return;
  }

  private isOurs(id: string): boolean {
    return isWithin(this.territory.range, id);
  }

  private keysOf(event: RecordedEvent): string[] {
    return identityKeysOf(event, (identity) => this.keyOf(identity));
  }

  private keyOf(identity: Identity): string | undefined {
    const evidence = evidenceOf(identity, this.rules);
    return evidence && streamOf(evidence);
  }

  /** The customer of each identity, by its key. */
  private async owners(keys: readonly string[]): Promise<Map<string, string>> {
    const found = await this.store.get(IDENTITIES.id, [...new Set(keys)]);
    return new Map([...found].flatMap(([key, { document }]) => (document ? [[key, String(document['customer'])] as const] : [])));
  }

  private async known(ids: readonly string[]): Promise<Map<string, Known>> {
    const found = ids.length > 0 ? await this.store.get(CUSTOMERS.id, ids) : new Map<string, never>();
    return new Map([...found].flatMap(([id, { document, state }]) => (document ? [[id, { customer: customerOf(id, document), reshapedAt: reshapedAt(state) ?? START }] as const] : [])));
  }
}
