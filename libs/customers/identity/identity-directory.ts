import { formatPosition, type Position } from '#kernel';
import type { Customer, CustomerDirectory } from '#projections';
import type { ReadModelStore } from '#read-models';
import { evidenceOf, type Identity, type IdentityRules, streamOf } from '#touchpoints';
import { componentOf, type GraphNode, inForce } from './graph';
import { CUSTOMERS, customerIdOf, customerOf, IDENTITIES, keyOfCustomer, memberOf, nodeOf } from './identity-documents';

/** A link in force between two identities, and the position from which it is. */
export interface LinkInForce {
  readonly a: Identity;
  readonly b: Identity;
  readonly position: string;
}

/** Who is who, read from the documents of the identity stage. */
export class IdentityDirectory implements CustomerDirectory {
  constructor(private readonly store: ReadModelStore, private readonly rules: IdentityRules) {}

  async customer(id: string, upTo?: Position): Promise<Customer | undefined> {
    if (upTo !== undefined) return this.customerThen(id, upTo);
    const own = (await this.store.get(CUSTOMERS.id, [id])).get(id);
    if (own?.document) return customerOf(id, own.document);
    const [node] = await this.nodes([keyOfCustomer(id)]);
    if (!node) return undefined;
    const surviving = (await this.store.get(CUSTOMERS.id, [node.customer])).get(node.customer);
    return surviving?.document ? customerOf(node.customer, surviving.document) : undefined;
  }

  async customers(ids: readonly string[]): Promise<Map<string, Customer>> {
    const found = await this.store.get(CUSTOMERS.id, ids);
    return new Map([...found].flatMap(([id, { document }]) => (document ? [[id, customerOf(id, document)] as const] : [])));
  }

  async page(after: string | undefined, limit: number): Promise<Customer[]> {
    const page = await this.store.scan(CUSTOMERS.id, after, limit);
    return page.flatMap(({ key, document }) => (document ? [customerOf(key, document)] : []));
  }

  size(): Promise<number> {
    return this.store.size(CUSTOMERS.id);
  }

  /** The customers of streams of identities, as they are now; a stream that is not known yet, or is none of an identity, is left out. */
  async customersOf(streams: readonly string[]): Promise<Map<string, string>> {
    return new Map((await this.nodes(streams)).map(({ key, customer }) => [key, customer]));
  }

  /** The customer of an identity, as recorded up to a position if given; undefined for one never seen, or that is no evidence. */
  async lookup(identity: Identity, upTo?: Position): Promise<Customer | undefined> {
    const key = this.keyOf(identity);
    return key === undefined ? undefined : this.customer(customerIdOf(key), upTo);
  }

  /** The links in force that join two identities, shortest path first to last; undefined where none do. */
  async path(a: Identity, b: Identity): Promise<LinkInForce[] | undefined> {
    const [from, to] = [this.keyOf(a), this.keyOf(b)];
    if (from === undefined || to === undefined) return undefined;
    const cameFrom = new Map<string, GraphNode>();
    let edge = await this.nodes([from]);
    const seen = new Map(edge.map((node) => [node.key, node]));
    while (edge.length > 0 && !seen.has(to)) {
      const next: GraphNode[] = [];
      for (const node of edge) {
        for (const neighbour of await this.nodes([...node.links].filter(([key, link]) => inForce(link) && !seen.has(key)).map(([key]) => key))) {
          seen.set(neighbour.key, neighbour);
          cameFrom.set(neighbour.key, node);
          next.push(neighbour);
        }
      }
      edge = next;
    }
    const links: LinkInForce[] = [];
    for (let node = seen.get(to); node; ) {
      const previous = cameFrom.get(node.key);
      if (!previous) return node.key === from ? links : undefined;
      links.unshift({ a: named(previous), b: named(node), position: formatPosition(previous.links.get(node.key)?.periods.at(-1)?.[0] ?? 0n) });
      node = previous;
    }
    return undefined;
  }

  /** Whether a link between exactly these two is in force. */
  async linked(a: Identity, b: Identity): Promise<boolean> {
    const [from, to] = [this.keyOf(a), this.keyOf(b)];
    if (from === undefined || to === undefined) return false;
    const [node] = await this.nodes([from]);
    return inForce(node?.links.get(to));
  }

  /** Identities that came with this one and that the limits of the rules did not join to it, the first hundred. */
  async heldBack(identity: Identity): Promise<Identity[]> {
    const key = this.keyOf(identity);
    const [node] = key === undefined ? [] : await this.nodes([key]);
    return node ? (await this.nodes([...node.heldBack])).map(named) : [];
  }

  /** Customers who have an identity whose value begins with the text, in no particular order. */
  async search(text: string, limit: number): Promise<Set<string>> {
    const ids = new Set<string>();
    for (const value of new Set([text, text.toLowerCase()])) {
      const { keys } = await this.store.find({ from: IDENTITIES.id, where: [{ collection: IDENTITIES.id, field: 'value', operator: 'prefix', value }], limit });
      for (const node of await this.nodes(keys)) ids.add(node.customer);
    }
    return ids;
  }

  private async customerThen(id: string, upTo: Position): Promise<Customer | undefined> {
    const [node] = await this.nodes([keyOfCustomer(id)]);
    if (!node || node.firstSeen.position > upTo) return undefined;
    const component = await componentOf(node, (keys) => this.nodes(keys), upTo);
    const [head] = component;
    return head && { id: customerIdOf(head.key), members: component.map(memberOf) };
  }

  private keyOf(identity: Identity): string | undefined {
    const evidence = evidenceOf(identity, this.rules);
    return evidence && streamOf(evidence);
  }

  private async nodes(keys: readonly string[]): Promise<GraphNode[]> {
    const found = await this.store.get(IDENTITIES.id, keys);
    return [...found].flatMap(([key, { document }]) => (document ? [nodeOf(key, document)] : []));
  }
}

function named({ kind, value }: GraphNode): Identity {
  return { kind, value };
}
