/** How deep objects and lists are nested, counted no further than `most`, so that no input exhausts the stack. */
export function depthOf(value: unknown, most: number): number {
  if (most <= 0 || !isNested(value)) return 0;
  let deepest = 0;
  for (const each of Array.isArray(value) ? (value as unknown[]) : Object.values(value)) {
    if (!isNested(each)) continue;
    deepest = Math.max(deepest, depthOf(each, most - 1));
    if (deepest === most - 1) break;
  }
  return 1 + deepest;
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
