import type { Chunk, LineFault } from './chunk';

export interface Gathered<Item> {
  readonly touchpoints: readonly Item[];
  readonly lines: readonly number[];
  readonly faults: readonly LineFault[];
  readonly chunks: readonly Chunk<Item>[];
}

/** All that a file gives, in one: for small files, as specs have them. */
export async function gather<Item>(reading: AsyncGenerator<Chunk<Item>>): Promise<Gathered<Item>> {
  const chunks: Chunk<Item>[] = [];
  for await (const chunk of reading) chunks.push(chunk);
  return { chunks, touchpoints: chunks.flatMap((c) => c.touchpoints), lines: chunks.flatMap((c) => c.lines), faults: chunks.flatMap((c) => c.faults) };
}
