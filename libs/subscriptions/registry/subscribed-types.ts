import { type FieldError } from '#kernel';
import { channelOf, type EventTypes } from '#touchpoints';

/** What a service hears of only where it names them: the platform's own bookkeeping. */
const BOOKKEEPING: readonly string[] = ['intake', 'subscription'];

export function isBookkeeping(type: string): boolean {
  return BOOKKEEPING.includes(channelOf(type));
}

/** The types that are meant by a list of types and `channel.*`; undefined for an empty one, which means everything but bookkeeping. */
export function subscribedTypes(named: readonly string[], types: EventTypes): string[] | undefined {
  return named.length === 0 ? undefined : types.all().map(({ type }) => type).filter((type) => named.includes(type) || named.includes(`${channelOf(type)}.*`));
}

/** Names that mean no type of the catalogue. */
export function unknownTypes(named: readonly string[], types: EventTypes): FieldError[] {
  return named.flatMap((name, index) => (subscribedTypes([name], types)?.length !== 0 ? [] : [{ path: `types.${String(index)}`, code: 'unknown-type', message: `types.${String(index)} is neither a type of the catalogue nor a channel with .*; GET /v1/event-types lists them` }]));
}
