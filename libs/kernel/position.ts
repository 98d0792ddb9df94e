import { RapportError } from './errors';

/** A place in the log's total order. The first event's is above 0; gaps are legal (engines differ). Decimal string on the wire. */
export type Position = bigint;

/** Before the first event. */
export const START: Position = 0n;

const LARGEST = 2n ** 64n - 1n;

export function formatPosition(position: Position): string {
  return position.toString();
}

/** Reads a position from the wire. @throws RAPPORT_BAD_POSITION unless it is a whole number of at most 64 bits. */
export function parsePosition(text: string, name = 'position'): Position {
  if (/^\d{1,20}$/.test(text)) {
    const position = BigInt(text);
    if (position <= LARGEST) return position;
  }
  throw new RapportError('RAPPORT_BAD_POSITION', `${name} must be a whole number, as positions in answers are`, { errors: [{ path: name, code: 'position', message: 'must be a whole number' }] });
}

export function isPositionText(text: string): boolean {
  return /^\d{1,20}$/.test(text) && BigInt(text) <= LARGEST;
}

export function laterPosition(a: Position, b: Position): Position {
  return a > b ? a : b;
}
