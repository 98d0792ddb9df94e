/** V8 copies a shorter piece of text anyway. */
const SHORTEST_SLICE = 13;

/** A copy of a piece of text that does not keep alive the text of which it was cut. For what is kept longer than the block it was read from. */
export function detached(text: string): string {
  return text.length < SHORTEST_SLICE ? text : Buffer.from(text).toString();
}
