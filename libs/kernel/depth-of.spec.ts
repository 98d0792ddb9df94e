import { depthOf } from './depth-of';

it('counts objects and lists, the deepest branch', () => {
  expect([depthOf(1, 9), depthOf(null, 9), depthOf({}, 9), depthOf([], 9), depthOf({ a: 1, b: [{ c: null }, []] }, 9)]).toEqual([0, 0, 1, 1, 3]);
});

it('counts no further than it is told to, however deep the nesting', () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level++) deep = level % 2 === 0 ? [deep] : { deep };
  expect(depthOf(deep, 50)).toBe(50);
  expect(depthOf([{}, deep], 50)).toBe(50);
});
