import type { Moment, Position } from '#kernel';
import type { Identity } from '#touchpoints';

/** Where an identity was first seen in the log: the position, and its place among the touchpoint's identities. */
export interface FirstSeen {
  readonly position: Position;
  readonly index: number;
}

/** When a link was in force, by log position: from, up to (exclusive) or still. */
export type Period = [from: Position, until?: Position];

export interface Link {
  readonly periods: Period[];
  /** It was taken out of force by hand: evidence does not join the pair again, only a stated link does. */
  cut: boolean;
}

/** An identity, who it belongs to, and its links. Mutable: the graph is a fold that owns its state. */
export interface GraphNode extends Identity {
  /** Its stream's name, by which all identities are keyed. */
  readonly key: string;
  readonly firstSeen: FirstSeen;
  since: Moment | undefined;
  /** The customer's id: the uuid of the component's identity first seen. */
  customer: string;
  readonly links: Map<string, Link>;
  /** Keys of identities that came with it and that the rules' limits did not join to it. */
  readonly heldBack: Set<string>;
}

export function inForce(link: Link | undefined, at?: Position): boolean {
  if (!link) return false;
  if (at === undefined) return link.periods.at(-1)?.length === 1;
  return link.periods.some(([from, until]) => from <= at && (until === undefined || at < until));
}

/** Opens the link between two identities; answers whether anything changed. Evidence does not open what was cut by hand. */
export function openLink(a: GraphNode, b: GraphNode, position: Position, stated: boolean): boolean {
  const link = a.links.get(b.key);
  if (inForce(link) || (link?.cut === true && !stated)) return false;
  const opened = link ?? { periods: [], cut: false };
  opened.periods.push([position]);
  opened.cut = false;
  a.links.set(b.key, opened);
  b.links.set(a.key, opened);
  return true;
}

/** Closes the link and keeps evidence from opening it again; answers whether it was in force. */
export function cutLink(a: GraphNode, b: GraphNode, position: Position): boolean {
  const link = a.links.get(b.key) ?? { periods: [], cut: false };
  const was = inForce(link);
  const last = link.periods.at(-1);
  if (was && last) last[1] = position;
  link.cut = true;
  a.links.set(b.key, link);
  b.links.set(a.key, link);
  return was;
}

/** The neighbours of an identity by links in force, now or as recorded up to a position. */
export function neighbours(node: GraphNode, at?: Position): string[] {
  return [...node.links].filter(([, link]) => inForce(link, at)).map(([key]) => key);
}

export function compareFirstSeen(a: GraphNode, b: GraphNode): number {
  if (a.firstSeen.position !== b.firstSeen.position) return a.firstSeen.position < b.firstSeen.position ? -1 : 1;
  return a.firstSeen.index - b.firstSeen.index;
}

/** The identities joined to one by links in force, that one included, first seen first; `nodes` loads what the walk needs. */
export async function componentOf(start: GraphNode, nodes: (keys: readonly string[]) => Promise<readonly GraphNode[]>, at?: Position): Promise<GraphNode[]> {
  const found = new Map([[start.key, start]]);
  let edge: readonly GraphNode[] = [start];
  while (edge.length > 0) {
    const next = [...new Set(edge.flatMap((node) => neighbours(node, at)))].filter((key) => !found.has(key));
    edge = next.length === 0 ? [] : await nodes(next);
    for (const node of edge) found.set(node.key, node);
  }
  return [...found.values()].sort(compareFirstSeen);
}
