import { IDENTITY_STREAM, type Identity, type RecordedEvent } from '#touchpoints';

/** The pair that an identity.linked or identity.unlinked event names. */
export interface Pair {
  readonly a: Identity;
  readonly b: Identity;
}

export function pairOf(event: RecordedEvent): Pair | undefined {
  return event.type === 'identity.linked' || event.type === 'identity.unlinked' ? (event.data as unknown as Pair) : undefined;
}

/** The keys of all identities that an event bears on: a touch's own, and those that a stated link names. */
export function identityKeysOf(event: RecordedEvent, keyOf: (identity: Identity) => string | undefined): string[] {
  if (event.stream.startsWith(IDENTITY_STREAM)) return event.identities.flatMap((identity) => keyOf(identity) ?? []).concat(event.stream);
  const pair = pairOf(event);
  return pair ? [pair.a, pair.b].flatMap((identity) => keyOf(identity) ?? []) : [];
}
