/** How deep objects and lists are nested, counted no further than `most`; without recursion, so that no input exhausts the stack. */
export function depthOf(value: unknown, most: number): number {
  let level: object[] = isNested(value) ? [value] : [];
  let depth = 0;
  while (level.length > 0 && depth < most) {
    depth += 1;
    level = level.flatMap((each) => (Object.values(each) as unknown[]).filter(isNested));
  }
  return depth;
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
