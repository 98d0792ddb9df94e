import { TouchpointCheck } from './check';
import { jsonSchemaOf, propertiesOf, type DataClass } from './declaration';
import { defineTouchpoint } from './define-touchpoint';
import { EventTypes } from './event-types';
import { explain } from './explain';
import { Amount, Anything, Count, CurrencyCode, Flag, Id, Measure, OneOf, Optional, Part, Parts, Prose, Text, Texts, Time, TimeOfDay, Url, Value } from './schema';

class Leaf {
  @Text({ most: 3 }) name!: string;
}

interface Trial {
  readonly decorator: PropertyDecorator;
  readonly accepts: readonly unknown[];
  /** Values with the faults that they have, as `path code`; the property's name is `value`. */
  readonly refuses: readonly (readonly [value: unknown, ...faults: string[]])[];
}

const TRIALS: Readonly<Record<string, Trial>> = {
  Text: {
    decorator: Text({ most: 4 }), accepts: ['a', 'four', 'čtyř', '🍵🍵🍵🍵'],
    refuses: [['', 'too-short'], ['fives', 'too-long'], ['🍵🍵🍵🍵🍵', 'too-long'], ['x'.repeat(5_000), 'too-long'], [4, 'type'], [[], 'type'], [{}, 'type']],
  },
  'Text of at least some characters': { decorator: Text({ least: 2 }), accepts: ['ab', '🍵🍵'], refuses: [['a', 'too-short'], ['🍵', 'too-short']] },
  'Text that may be empty': { decorator: Text({ least: 0 }), accepts: ['', 'a'], refuses: [[false, 'type']] },
  Id: { decorator: Id(), accepts: ['A-1', 'x'.repeat(200)], refuses: [['x'.repeat(201), 'too-long'], [17, 'type']] },
  Url: { decorator: Url(), accepts: ['https://example.org/a?b=c', '/a'], refuses: [['', 'too-short']] },
  Prose: { decorator: Prose(), accepts: ['', 'Dear all,\n'], refuses: [['x'.repeat(100_001), 'too-long']] },
  OneOf: { decorator: OneOf(['red', 'blue']), accepts: ['red', 'blue'], refuses: [['green', 'not-allowed'], ['Red', 'not-allowed'], ['', 'not-allowed'], [0, 'type']] },
  Amount: {
    decorator: Amount(), accepts: [0, 59.9, 0.1, 1e9, 123_456_789_012.345, 0.000_001],
    refuses: [[-0.01, 'too-small'], [0.123_456_789_012_345_67, 'amount'], [-0.123_456_789_012_345_67, 'too-small', 'amount'], ['ten', 'type'], ['10', 'type'], [Number.NaN, 'type'], [Infinity, 'type']],
  },
  'Amount with a sign': { decorator: Amount({ signed: true }), accepts: [-5, 5, 0], refuses: [[-1_234_567_890_123_456.7, 'amount'], [true, 'type']] },
  CurrencyCode: { decorator: CurrencyCode(), accepts: ['EUR', 'USD', 'JPY', 'DEM', 'XCG'], refuses: [['eur', 'currency'], ['EURO', 'currency'], ['', 'currency'], ['ABC', 'currency'], [978, 'type']] },
  Count: { decorator: Count(), accepts: [0, 1, 1e12], refuses: [[-1, 'too-small'], [1.5, 'type'], [1e13, 'too-large'], ['1', 'type'], [Number.NaN, 'type']] },
  'Count within bounds': { decorator: Count({ from: 2, to: 4 }), accepts: [2, 4], refuses: [[1, 'too-small'], [5, 'too-large']] },
  Measure: { decorator: Measure(), accepts: [-2.5, 0, 1 / 3], refuses: [[1e16, 'too-large'], [-1e16, 'too-small'], [-Infinity, 'type'], ['1', 'type']] },
  'Measure within bounds': { decorator: Measure({ from: -1, to: 1 }), accepts: [-1, 0.3, 1], refuses: [[-1.01, 'too-small'], [1.01, 'too-large']] },
  Flag: { decorator: Flag(), accepts: [true, false], refuses: [['true', 'type'], [1, 'type']] },
  Time: {
    decorator: Time(), accepts: ['2026-03-01', '2026-03-01T10:15:00.000Z', '2026-03-01T10:15:00+02:00', '1900-01-01'],
    refuses: [['yesterday', 'time'], ['2026-02-30', 'time'], ['1899-12-31', 'time'], ['', 'time'], [1_772_359_200_000, 'type']],
  },
  TimeOfDay: { decorator: TimeOfDay(), accepts: ['00:00', '21:30', '23:59'], refuses: [['24:00', 'time-of-day'], ['9:00', 'time-of-day'], ['21:30:00', 'time-of-day'], ['21:30\n', 'time-of-day'], [9, 'type']] },
  Anything: { decorator: Anything(), accepts: [{}, { a: [{ b: null }] }], refuses: [[[], 'type'], ['a', 'type'], [1, 'type']] },
  Value: { decorator: Value(), accepts: ['', 'a', 0, false, [], [null], {}], refuses: [[Number.NaN, 'type']] },
  Texts: {
    decorator: Texts({ most: 2 }), accepts: [[], ['a', 'b']],
    refuses: [[['a', 'b', 'c'], 'too-many'], ['a', 'type'], [{ 0: 'a' }, 'type'], [['a', ''], '.1 too-short'], [[null, 5], '.0 type', '.1 type'], [[['a']], '.0 type']],
  },
  Part: {
    decorator: Part(() => Leaf), accepts: [{ name: 'ann' }, { name: 'ann', more: 1 }],
    refuses: [[{}, '.name required'], [{ name: 'anna' }, '.name too-long'], [[], 'type'], ['ann', 'type'], [false, 'type']],
  },
  Parts: {
    decorator: Parts(() => Leaf, { most: 2 }), accepts: [[], [{ name: 'a' }, { name: 'b' }]],
    refuses: [
      [{ name: 'a' }, 'type'], ['a', 'type'], [[{ name: 'a' }, {}], '.1.name required'], [[null, 'a'], '.0 type', '.1 type'], [[[]], '.0 type'], [[false], '.0 type'],
      [[{ name: 'a' }, { name: 'b' }, { name: 'c' }], 'too-many'], [[{}, {}, {}], 'too-many', '.0.name required', '.1.name required'],
    ],
  },
};

function dataWith(...decorators: PropertyDecorator[]): DataClass<{ value?: unknown }> {
  class Data {
    value?: unknown;
  }
  for (const decorator of decorators) decorator(Data.prototype, 'value');
  return Data;
}

function checkOf(data: DataClass<{ value?: unknown }>, example: unknown): TouchpointCheck {
  return new TouchpointCheck(new EventTypes([defineTouchpoint({ type: 'test.tried', data, example: { value: example } })]));
}

describe.each(Object.entries(TRIALS))('%s', (_name, { decorator, accepts, refuses }) => {
  const data = dataWith(decorator);
  const check = checkOf(data, accepts[0]);

  it.each(accepts.map((value) => [value]))('accepts %j', (value) => {
    expect(check.check('test.tried', { value })).toEqual([]);
    expect(explain(data, { value })).toEqual([]);
  });

  it.each(refuses.map(([value, ...faults]) => [value, faults] as const))('refuses %j and says why', (value, faults) => {
    const found = check.check('test.tried', { value }).map(({ path, code }) => `${path} ${code}`);
    expect(found).toEqual(faults.map((fault) => (fault.startsWith('.') ? `data.value${fault}` : `data.value ${fault}`)));
  });

  it('is required, and null is no value', () => {
    const required = [{ path: 'data.value', code: 'required', message: 'value is required' }];
    expect(check.check('test.tried', {})).toEqual(required);
    expect(check.check('test.tried', { value: undefined })).toEqual(required);
    expect(check.check('test.tried', { value: null })).toEqual(required);
  });

  it('may be left out or null where it is optional, and must fit otherwise', () => {
    const optional = dataWith(decorator, Optional());
    const lenient = checkOf(optional, accepts[0]);
    for (const left of [{}, { value: undefined }, { value: null }, { value: accepts[0] }]) expect(lenient.check('test.tried', left)).toEqual([]);
    for (const [value] of refuses) expect(lenient.check('test.tried', { value })).not.toEqual([]);
  });
});

describe('a data class', () => {
  class Parent {
    @Text() first!: string;
    @Optional() @OneOf(['a', 'b']) second?: string | null;
  }
  class Child extends Parent {
    @Optional() @Parts(() => Leaf) third?: Leaf[] | null;
  }

  it('is published as JSON Schema', () => {
    expect(jsonSchemaOf(Child)).toEqual({
      type: 'object',
      required: ['first'],
      properties: {
        first: { type: 'string', minLength: 1, maxLength: 2_000 },
        second: { type: ['string', 'null'], enum: ['a', 'b', null] },
        third: { type: ['array', 'null'], maxItems: 1_000, items: { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1, maxLength: 3 } } } },
      },
    });
  });

  it('has the properties of its parents', () => {
    expect([...propertiesOf(Child).keys()]).toEqual(['first', 'second', 'third']);
    expect(explain(Child, { third: [{ name: 'long' }] }).map(({ path }) => path).sort()).toEqual(['data.first', 'data.third.0.name']);
  });

  it('does not give its own to its parents', () => {
    expect([...propertiesOf(Parent).keys()]).toEqual(['first', 'second']);
  });
});
