import fc from 'fast-check';
import { uuidOf } from '#kernel';
import { OccurrenceCounter } from './occurrence-counter';

describe('OccurrenceCounter', () => {
  test('counts as a map would, in whatever order they come', () => {
    fc.assert(fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 200 }), (names) => {
      const counter = new OccurrenceCounter();
      const expected = new Map<number, number>();
      for (const name of names) {
        expected.set(name, (expected.get(name) ?? 0) + 1);
        expect(counter.add(uuidOf(String(name)))).toBe(expected.get(name));
      }
      for (let name = 0; name <= 40; name++) expect(counter.count(uuidOf(String(name)))).toBe(expected.get(name) ?? 0);
    }));
  });

  test('forgets nothing while it grows', () => {
    const counter = new OccurrenceCounter();
    for (let i = 0; i < 20_000; i++) counter.add(uuidOf(String(i)), 1 + (i % 3));
    expect(Array.from({ length: 20_000 }, (_, i) => counter.count(uuidOf(String(i)))).every((count, i) => count === 1 + (i % 3))).toBe(true);
    expect(counter.count(uuidOf('another'))).toBe(0);
  });
});
