import { type Moment, type Position } from '#kernel';
import type { Customer, CustomerStage, Shape } from '#projections';
import type { JsonObject, ReadModelStore, StoredDocument } from '#read-models';
import { evidenceOf, IDENTITY_STREAM, type Identity, type IdentityRules, type RecordedEvent, streamOf } from '#touchpoints';
import { componentOf, compareFirstSeen, cutLink, type FirstSeen, type GraphNode, inForce, neighbours, openLink } from './graph';
import { CUSTOMERS, customerDocument, customerIdOf, customerOf, IDENTITIES, memberOf, nodeDocument, nodeOf, reshapedAt, reshapedState } from './identity-documents';
import { identityKeysOf, pairOf } from './identity-keys';

/** The most identities and customers kept in memory between batches. */
const KEPT = 30_000;
const KNOWN_NAMES = 50_000;
/** The most others that are remembered as not joined to an identity: the first of them. */
const MOST_HELD_BACK = 100;

/** Folds the identity graph and keeps it in the store: one document an identity, one a customer. */
export class IdentityStage implements CustomerStage {
  private nodes = new Map<string, GraphNode>();
  private known = new Map<string, Customer>();
  /** Where the history of a customer last changed shape, of those known. */
  private reshapes = new Map<string, Position>();
  private readonly keys = new Map<string, string | undefined>();

  constructor(private readonly store: ReadModelStore, private readonly rules: IdentityRules) {}

  async fold(events: readonly RecordedEvent[]): Promise<Shape> {
    this.trim();
    const batch = new Batch(this, events[0]?.position ?? 0n);
    await this.load(events.flatMap((event) => this.keysOf(event)));
    for (const event of events) await batch.take(event);
    return batch.shape(events.at(-1)?.position ?? 0n);
  }

  async customers(ids: Iterable<string>): Promise<Map<string, Customer>> {
    const wanted = [...ids];
    const missing = wanted.filter((id) => !this.known.has(id));
    for (const [id, { document, state }] of missing.length > 0 ? await this.store.get(CUSTOMERS.id, missing) : []) this.learn(id, document, state);
    return new Map(wanted.flatMap((id) => [this.known.get(id)]).flatMap((customer) => (customer ? [[customer.id, customer] as const] : [])));
  }

  async bearing(events: readonly RecordedEvent[]): Promise<Set<string>> {
    const keys = [...new Set(events.flatMap((event) => this.keysOf(event)))];
    const nodes = await this.load(keys);
    const customers = await this.customers(new Set(nodes.map((node) => node.customer)));
    this.trim();
    return new Set([...keys.map(customerIdOf), ...[...customers.values()].flatMap(({ id, members }) => [id, ...members.map(({ stream }) => customerIdOf(stream))])]);
  }

  forget(): void {
    this.nodes.clear();
    this.known.clear();
    this.keys.clear();
    this.reshapes.clear();
  }

  /** The key of an identity that is evidence. */
  keyOf(identity: Identity): string | undefined {
    const name = `${identity.kind}\u0000${identity.value}`;
    if (this.keys.has(name)) return this.keys.get(name);
    const evidence = evidenceOf(identity, this.rules);
    const key = evidence && streamOf(evidence);
    if (this.keys.size >= KNOWN_NAMES) this.keys.clear();
    this.keys.set(name, key);
    return key;
  }

  evidence(identity: Identity): Identity {
    return evidenceOf(identity, this.rules) ?? identity;
  }

  limit(kind: string): number {
    return this.rules.limits[kind] ?? Infinity;
  }

  async load(keys: readonly string[]): Promise<GraphNode[]> {
    const missing = [...new Set(keys)].filter((key) => !this.nodes.has(key));
    if (missing.length > 0) for (const [key, { document }] of await this.store.get(IDENTITIES.id, missing)) if (document) this.nodes.set(key, nodeOf(key, document));
    return keys.flatMap((key) => this.nodes.get(key) ?? []);
  }

  node(key: string): GraphNode | undefined {
    return this.nodes.get(key);
  }

  add(node: GraphNode): void {
    this.nodes.set(node.key, node);
  }

  setCustomer(customer: Customer): void {
    this.known.set(customer.id, customer);
  }

  dropCustomer(id: string): void {
    this.known.delete(id);
  }

  reshapedAt(id: string): Position | undefined {
    return this.reshapes.get(id);
  }

  reshape(id: string, position: Position): void {
    this.reshapes.set(id, position);
  }

  private learn(id: string, document: JsonObject | null, state: unknown): void {
    if (!document) return;
    this.known.set(id, customerOf(id, document));
    const position = reshapedAt(state);
    if (position !== undefined) this.reshapes.set(id, position);
  }

  private keysOf(event: RecordedEvent): string[] {
    return identityKeysOf(event, (identity) => this.keyOf(identity));
  }

  private trim(): void {
    if (this.nodes.size > KEPT) this.nodes = new Map();
    if (this.known.size <= KEPT) return;
    this.known = new Map();
    this.reshapes = new Map();
  }
}

/** One batch of the log on its way through the stage. */
class Batch {
  private readonly touched = new Map<string, RecordedEvent[]>();
  private readonly changedNodes = new Set<GraphNode>();
  private readonly changedCustomers = new Set<string>();
  private readonly reshaped = new Set<string>();
  private readonly removed = new Set<string>();
  /** Those of the removed that are older than the batch, with what merged them. */
  private readonly merged = new Map<string, RecordedEvent>();

  constructor(private readonly stage: IdentityStage, private readonly start: Position) {}

  async take(event: RecordedEvent): Promise<void> {
    if (event.stream.startsWith(IDENTITY_STREAM)) {
      await this.touch(event);
      return;
    }
    const pair = pairOf(event);
    if (!pair) return;
    const a = this.ensure(pair.a, event.position, 0, undefined);
    const b = this.ensure(pair.b, event.position, 1, undefined);
    if (!a || !b || a === b) return;
    if (event.type === 'identity.linked') await this.link(a, b, event, true);
    else await this.unlink(a, b, event.position);
  }

  async shape(position: Position): Promise<Shape> {
    const { stage } = this;
    const customers = await this.rebuiltCustomers();
    const touches = new Map<string, RecordedEvent[]>();
    for (const [key, events] of this.touched) {
      const customer = stage.node(key)?.customer;
      if (customer === undefined) continue;
      const others = touches.get(customer);
      if (others) others.push(...events);
      else touches.set(customer, events);
    }
    for (const events of touches.values()) events.sort((a, b) => (a.position < b.position ? -1 : 1));
    for (const id of this.removed) stage.dropCustomer(id);
    const stored = (key: string, document: StoredDocument['document']): StoredDocument => ({ key, position, document });
    return {
      touches,
      reshaped: new Map([...this.reshaped].map((id) => [id, stage.reshapedAt(id) ?? position])),
      removed: this.removed,
      merged: new Map([...this.merged].flatMap(([id, cause]) => { const into = stage.node(`${IDENTITY_STREAM}${id}`)?.customer; return into === undefined ? [] : [[id, { into, position: cause.position, cause }]]; })),
      writes: [
        { collection: IDENTITIES.id, put: [...this.changedNodes].map((node) => stored(node.key, nodeDocument(node))) },
        { collection: CUSTOMERS.id, put: customers.map((customer) => ({ ...stored(customer.id, customerDocument(customer)), state: reshapedState(stage.reshapedAt(customer.id)) })), remove: [...this.removed] },
      ],
      customers: (ids) => stage.customers(ids),
    };
  }

  private async touch(event: RecordedEvent): Promise<void> {
    const { stream, position, occurredAt } = event;
    const own = this.touched.get(stream);
    if (own) own.push(event);
    else this.touched.set(stream, [event]);
    const identities = event.identities.filter((identity) => this.stage.keyOf(identity) !== undefined);
    const first = this.stage.node(stream) ?? this.ensure(identities.find((identity) => this.stage.keyOf(identity) === stream) ?? { kind: 'unknown', value: stream }, position, 0, stream);
    if (!first) return;
    this.seen(first, occurredAt);
    let index = 0;
    for (const identity of identities) {
      const other = this.ensure(identity, position, ++index, undefined);
      if (!other || other === first) continue;
      if (!inForce(first.links.get(other.key))) {
        if (await this.crowded(first, other)) this.holdBack(first, other);
        else await this.link(first, other, event, false);
      }
      if (inForce(first.links.get(other.key))) this.seen(other, occurredAt);
    }
  }

  private ensure(identity: Identity, position: Position, index: number, key = this.stage.keyOf(identity)): GraphNode | undefined {
    if (key === undefined) return undefined;
    const known = this.stage.node(key);
    if (known) return known;
    const firstSeen: FirstSeen = { position, index };
    const node: GraphNode = { key, ...this.stage.evidence(identity), firstSeen, since: undefined, customer: customerIdOf(key), links: new Map(), heldBack: new Set() };
    this.stage.add(node);
    this.stage.setCustomer({ id: node.customer, members: [memberOf(node)] });
    this.changedNodes.add(node);
    this.changedCustomers.add(node.customer);
    return node;
  }

  private seen(node: GraphNode, occurredAt: Moment): void {
    if (node.since !== undefined && node.since <= occurredAt) return;
    node.since = occurredAt;
    this.changedNodes.add(node);
    this.changedCustomers.add(node.customer);
  }

  /** Whether one of the two has as many others of that kind as the rules allow. */
  private async crowded(a: GraphNode, b: GraphNode): Promise<boolean> {
    return (await this.isFullOf(a, b.kind)) || (await this.isFullOf(b, a.kind));
  }

  private async isFullOf(node: GraphNode, kind: string): Promise<boolean> {
    const limit = this.stage.limit(kind);
    if (node.links.size < limit) return false;
    const joined = await this.stage.load(neighbours(node));
    return joined.filter((other) => other.kind === kind).length >= limit;
  }

  private holdBack(a: GraphNode, b: GraphNode): void {
    for (const [one, other] of [[a, b], [b, a]] as const) {
      if (one.heldBack.has(other.key) || one.heldBack.size >= MOST_HELD_BACK) continue;
      one.heldBack.add(other.key);
      this.changedNodes.add(one);
    }
  }

  private async link(a: GraphNode, b: GraphNode, cause: RecordedEvent, stated: boolean): Promise<void> {
    if (!openLink(a, b, cause.position, stated)) return;
    a.heldBack.delete(b.key);
    b.heldBack.delete(a.key);
    this.changedNodes.add(a).add(b);
    if (a.customer === b.customer) return;
    const sides = [await this.membersOf(a.customer), await this.membersOf(b.customer)].sort(([x], [y]) => (x && y ? compareFirstSeen(x, y) : 0));
    const [senior = [], junior = []] = sides;
    const winner = (senior[0] ?? a).customer;
    const loser = (junior[0] ?? b).customer;
    for (const node of junior) {
      node.customer = winner;
      this.changedNodes.add(node);
    }
    this.stage.setCustomer({ id: winner, members: [...senior, ...junior].sort(compareFirstSeen).map(memberOf) });
    this.removed.add(loser);
    this.changedCustomers.add(winner);
    if (junior.every((node) => this.bornHere(node))) return;
    this.reshape(winner, cause.position);
    this.merged.set(loser, cause);
  }

  private async unlink(a: GraphNode, b: GraphNode, position: Position): Promise<void> {
    cutLink(a, b, position);
    this.changedNodes.add(a).add(b);
    const load = (keys: readonly string[]): Promise<GraphNode[]> => this.stage.load(keys);
    const side = await componentOf(a, load);
    if (side.includes(b)) return;
    for (const part of [side, await componentOf(b, load)]) {
      const [head] = part;
      if (!head) continue;
      const id = customerIdOf(head.key);
      for (const node of part) {
        if (node.customer === id) continue;
        node.customer = id;
        this.changedNodes.add(node);
      }
      this.stage.setCustomer({ id, members: part.map(memberOf) });
      this.reshape(id, position);
    }
  }

  private reshape(id: string, position: Position): void {
    this.stage.reshape(id, position);
    this.removed.delete(id);
    this.merged.delete(id);
    this.reshaped.add(id);
    this.changedCustomers.add(id);
  }

  /** Whether the identity came up in this batch, so that all of its touches are in it and fold in as they come. */
  private bornHere(node: GraphNode): boolean {
    return node.firstSeen.position >= this.start;
  }

  /** The customers that changed, with their identities as they are at the end of the batch. */
  private async rebuiltCustomers(): Promise<Customer[]> {
    for (const id of this.removed) {
      this.changedCustomers.delete(id);
      this.reshaped.delete(id);
    }
    const rebuilt: Customer[] = [];
    for (const id of this.changedCustomers) {
      const [head] = await this.stage.load([`${IDENTITY_STREAM}${id}`]);
      if (head?.customer !== id) continue;
      const customer = { id, members: (await this.membersOf(id)).map(memberOf) };
      this.stage.setCustomer(customer);
      rebuilt.push(customer);
    }
    return rebuilt;
  }

  private async membersOf(id: string): Promise<GraphNode[]> {
    const customer = (await this.stage.customers([id])).get(id);
    return this.stage.load(customer?.members.map((member) => member.stream) ?? []);
  }
}
