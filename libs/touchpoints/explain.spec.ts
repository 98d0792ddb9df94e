import fc from 'fast-check';
import { TouchpointCheck } from './check';
import { propertiesOf, type DataClass } from './declaration';
import { EventTypes } from './event-types';
import { explain } from './explain';

type Path = readonly (string | number)[];

/** Where the example, or what its class declares besides, can be changed. */
function placesOf(of: DataClass, value: unknown, at: Path = []): Path[] {
  return [...propertiesOf(of)].flatMap(([name, property]) => {
    const own = [...at, name];
    const inner: unknown = (value as Readonly<Record<string, unknown>>)[name];
    if (!property.nested || typeof inner !== 'object' || inner === null) return Array.isArray(inner) ? [own, [...own, 0]] : [own];
    const part = property.nested();
    return [own, ...(Array.isArray(inner) ? inner.flatMap((element: unknown, index) => [[...own, index], ...placesOf(part, element, [...own, index])]) : placesOf(part, inner, own))];
  });
}

const DROPPED = Symbol('dropped');

function changed(example: object, path: Path, value: unknown): object {
  const copy = structuredClone(example) as Record<string | number, unknown>;
  const parent = path.slice(0, -1).reduce((inner, step) => inner[step] as Record<string | number, unknown>, copy);
  const last = path.at(-1) ?? '';
  if (value !== DROPPED) parent[last] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(parent, last);
  return copy;
}

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', 'EUR', 'eur', 'XXX', 'hard', 'regular', 'customer', '2026-03-01', '2026-02-30', '2026-03-01T25:00Z', '21:00', '21:00\n', '24:00', '10', 'true', '❤️'.repeat(60), '❤️'.repeat(101)),
  fc.tuple(fc.constantFrom('a', '🍵', '❤️', 'é'), fc.constantFrom(3, 5, 50, 51, 100, 101, 200, 201, 1_000, 1_001, 2_000, 2_001, 8_001)).map(([unit, times]) => unit.repeat(times)),
);
const anyNumber = fc.oneof(
  fc.integer(), fc.double(),
  fc.constantFrom(0, -0, 0.5, -0.01, 59.9, 1e12, 1e12 + 1, 1e15, 1e16, 1e21, 0.123_456_789_012_345_67, 999_999_999_999_999, 99_999_999_999_999.99, 1e-7),
);
const anyValue = fc.oneof(
  fc.constantFrom(DROPPED, null, undefined, true, false, [], {}, [null], [[]], [{}], [''], [1]),
  anyText, anyNumber, fc.jsonValue(), fc.array(anyText), fc.array(anyNumber), fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
);

describe('class-validator and the compiled check agree, whatever becomes of an example', () => {
  const types = new EventTypes();
  const check = new TouchpointCheck(types);

  it.each(types.all().map((type) => [type.type, type] as const))('%s', (_name, { type, data, example }) => {
    const changes = fc.array(fc.tuple(fc.constantFrom(...placesOf(data, example)), anyValue), { minLength: 1, maxLength: 2 });
    fc.assert(fc.property(changes, ([first, second]) => {
      const once = first ? changed(example, ...first) : example;
      const twice = second?.[0].length === 1 ? changed(once, ...second) : once;
      const refused = check.check(type, twice).length > 0;
      expect(explain(data, twice).length > 0).toBe(refused);
    }), { numRuns: 200 });
  });
});
