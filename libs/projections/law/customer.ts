import type { Moment, Position } from '#kernel';

/** An identity as part of a customer. */
export interface Member {
  /** Its stream: `identity-<uuid of kind and value>`. */
  readonly stream: string;
  readonly kind: string;
  /** In the form in which identities are compared. */
  readonly value: string;
  /** When its first touchpoint occurred; undefined while only a link has named it. */
  readonly since?: Moment | undefined;
  readonly firstSeen: Position;
}

/** Who is behind a history: a connected component of the identity graph, in the order in which its identities were first seen. */
export interface Customer {
  readonly id: string;
  readonly members: readonly Member[];
}
