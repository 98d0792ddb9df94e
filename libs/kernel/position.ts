import { RapportError } from './errors';

/** A place in the log's total order. The first event's is above 0; gaps are legal (engines differ). Decimal string on the wire. */
export type Position = bigint;

/** Before the first event. */
export const START: Position = 0n;

/** Beyond every engine's last position; a larger whole number on the wire means the same. */
const BEYOND: Position = 2n ** 64n - 1n;
const WHOLE_NUMBER = /^\d{1,100}$/;

export function formatPosition(position: Position): string {
  return position.toString();
}

/** Reads a position from the wire: any whole number, since positions are sparse. @throws RAPPORT_BAD_POSITION for anything else. */
export function parsePosition(text: string, name = 'position'): Position {
  if (!isPositionText(text)) throw new RapportError('RAPPORT_BAD_POSITION', `${name} must be a whole number, as positions in answers are`, { errors: [{ path: name, code: 'position', message: 'must be a whole number' }] });
  const position = BigInt(text);
  return position < BEYOND ? position : BEYOND;
}

export function isPositionText(text: string): boolean {
  return WHOLE_NUMBER.test(text);
}

export function laterPosition(a: Position, b: Position): Position {
  return a > b ? a : b;
}
