import { formatPosition, type Moment, type Position } from '#kernel';
import type { Customer, Member } from '#projections';
import type { CollectionSpec, JsonObject } from '#read-models';
import { IDENTITY_STREAM } from '#touchpoints';
import type { GraphNode, Link, Period } from './graph';

/** One document an identity: the graph as it is stored. */
export const IDENTITIES: CollectionSpec = { id: 'identities@1', fields: { value: 'text', customer: 'text' } };
/** One document a customer: its identities, first seen first. */
export const CUSTOMERS: CollectionSpec = { id: 'customers@1', fields: { identities: 'number' } };

interface LinkDocument {
  readonly periods: readonly (readonly string[])[];
  readonly cut?: true;
}

interface NodeDocument {
  readonly kind: string;
  readonly value: string;
  readonly customer: string;
  readonly firstSeen: readonly [position: string, index: number];
  readonly since?: Moment;
  readonly links: Readonly<Record<string, LinkDocument>>;
  readonly heldBack?: readonly string[];
}

export function nodeDocument(node: GraphNode): JsonObject {
  const links = Object.fromEntries([...node.links].map(([key, link]) => [key, { periods: link.periods.map((period) => period.map((each) => formatPosition(each as Position))), ...(link.cut ? { cut: true } : {}) }]));
  return { kind: node.kind, value: node.value, customer: node.customer, firstSeen: [formatPosition(node.firstSeen.position), node.firstSeen.index], ...(node.since === undefined ? {} : { since: node.since }), links, ...(node.heldBack.size > 0 ? { heldBack: [...node.heldBack] } : {}) };
}

export function nodeOf(key: string, document: JsonObject): GraphNode {
  const { kind, value, customer, firstSeen, since, links, heldBack = [] } = document as unknown as NodeDocument;
  const linkOf = ({ periods, cut }: LinkDocument): Link => ({ periods: periods.map((period) => period.map(BigInt) as unknown as Period), cut: cut === true });
  return { key, kind, value, customer, firstSeen: { position: BigInt(firstSeen[0]), index: firstSeen[1] }, since, links: new Map(Object.entries(links).map(([other, link]) => [other, linkOf(link)])), heldBack: new Set(heldBack) };
}

interface MemberDocument {
  readonly key: string;
  readonly kind: string;
  readonly value: string;
  readonly since?: Moment;
  readonly firstSeen: string;
}

export function customerDocument(customer: Customer): JsonObject {
  return { identities: customer.members.length, members: customer.members.map(({ stream, kind, value, since, firstSeen }): MemberDocument => ({ key: stream, kind, value, ...(since === undefined ? {} : { since }), firstSeen: formatPosition(firstSeen) })) };
}

export function customerOf(id: string, document: JsonObject): Customer {
  const members = document['members'] as readonly MemberDocument[];
  return { id, members: members.map(({ key, kind, value, since, firstSeen }) => ({ stream: key, kind, value, since, firstSeen: BigInt(firstSeen) })) };
}

/** What stands beside a customer's document: where in the log its history last changed shape, by a merge or a split. */
export function reshapedState(position: Position | undefined): JsonObject | undefined {
  return position === undefined ? undefined : { reshapedAt: formatPosition(position) };
}

export function reshapedAt(state: unknown): Position | undefined {
  const text = (state as { readonly reshapedAt?: string } | undefined)?.reshapedAt;
  return text === undefined ? undefined : BigInt(text);
}

export function memberOf(node: GraphNode): Member {
  return { stream: node.key, kind: node.kind, value: node.value, since: node.since, firstSeen: node.firstSeen.position };
}

/** A customer's id is the uuid of the identity that leads it; every identity's uuid was or may become one. */
export function customerIdOf(key: string): string {
  return key.slice(IDENTITY_STREAM.length);
}

export function keyOfCustomer(id: string): string {
  return `${IDENTITY_STREAM}${id}`;
}
