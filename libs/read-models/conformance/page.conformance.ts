import { array, assert, asyncProperty, boolean, constant, constantFrom, double, type Arbitrary, integer, oneof, option, record, string } from 'fast-check';
import { type FieldType, type FieldValue, type Filter, type Find, type JsonObject, type Operator, type Sort, valueAt } from '../read-model-store';
import { PEOPLE, pagesOf, put, SCORES, stored, type Subject } from './subject';

const TYPES: ReadonlyMap<string, Readonly<Record<string, FieldType>>> = new Map([PEOPLE, SCORES].map(({ id, fields }) => [id, fields]));

type Content = ReadonlyMap<string, ReadonlyMap<string, JsonObject | null>>;

/** The value by which a document is found, worked out by hand. */
function valueOf(content: Content, collection: string, field: string, key: string): FieldValue | null {
  const document = content.get(collection)?.get(key);
  const value = document ? valueAt(document, field) : undefined;
  const wanted = { number: 'number', text: 'string', time: 'string', flag: 'boolean' }[TYPES.get(collection)?.[field] ?? 'flag'];
  return typeof value === wanted ? (value as FieldValue) : null;
}

function compare(a: FieldValue, b: FieldValue): number {
  return typeof a === 'string' && typeof b === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : Number(a) - Number(b);
}

function satisfies(content: Content, key: string, { collection, field, operator, value }: Filter): boolean {
  const own = valueOf(content, collection, field, key);
  if (own === null || typeof own !== typeof value) return false;
  const holds: Readonly<Record<Operator, boolean>> = {
    eq: compare(own, value) === 0, ne: compare(own, value) !== 0, gt: compare(own, value) > 0, gte: compare(own, value) >= 0, lt: compare(own, value) < 0, lte: compare(own, value) <= 0,
    prefix: typeof own === 'string' && own.startsWith(String(value)),
  };
  return holds[operator];
}

function sortedByHand(content: Content, { from, where = [], sort, keys }: Omit<Find, 'limit'>): string[] {
  const shown = [...(content.get(from) ?? [])].filter(([key, document]) => document !== null && (keys?.includes(key) ?? true) && where.every((filter) => satisfies(content, key, filter))).map(([key]) => key).sort(compare);
  if (!sort) return shown;
  const sign = sort.descending ? -1 : 1;
  const value = (key: string): FieldValue | null => valueOf(content, sort.collection, sort.field, key);
  const having = shown.filter((key) => value(key) !== null).sort((a, b) => sign * (compare(value(a) ?? 0, value(b) ?? 0) || compare(a, b)));
  return [...having, ...shown.filter((key) => value(key) === null)];
}

const text = string({ unit: constantFrom('a', 'A', 'ä', '\'', '%', '_', ' ', '\uffff', '😀'), maxLength: 3 });
const number = oneof(integer({ min: -2, max: 2 }), double({ noNaN: true, noDefaultInfinity: true }));
const time = constantFrom('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '2025-12-31T23:59:59.999Z');
const odd = constantFrom<unknown>(null, undefined, [], {}, 'x', 1, true);
const of = (values: Arbitrary<unknown>): Arbitrary<unknown> => oneof({ arbitrary: values, weight: 5 }, { arbitrary: odd, weight: 1 });
const person = option(record({ age: of(number), name: of(text), last: oneof(record({ seen: of(time) }), odd), active: of(boolean()) }, { requiredKeys: [] }), { freq: 8 });
const score = option(record({ score: of(number), band: of(text) }, { requiredKeys: [] }), { freq: 8 });
const fields = oneof(...[...TYPES].flatMap(([collection, types]) => Object.keys(types).map((field) => constant({ collection, field }))));
const sort: Arbitrary<Sort> = record({ at: fields, descending: boolean() }).map(({ at, descending }) => ({ ...at, descending }));
const filter: Arbitrary<Filter> = record({ at: fields, operator: constantFrom<Operator[]>('eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'prefix'), value: oneof(number, text, time, boolean()) }).map(({ at, ...rest }) => ({ ...at, ...rest }));
const key = constantFrom(...'abcdefghijklmnopqrstuvwxyz');

export function pages(subject: Subject, runs: number): void {
  it('end where the next begins, of one size but the last, and say when there is no more', async () => {
    await put(subject.store, Array.from({ length: 10 }, (_, index) => stored(`k${String(index)}`, { age: index % 3 })));
    const query = { from: PEOPLE.id, sort: { collection: PEOPLE.id, field: 'age', descending: false }, limit: 4 };
    expect(await pagesOf(subject.store, query)).toEqual([['k0', 'k3', 'k6', 'k9'], ['k1', 'k4', 'k7', 'k2'], ['k5', 'k8']]);
    expect((await subject.store.find({ ...query, limit: 11 })).next).toBeUndefined();
    expect((await subject.store.find({ ...query, limit: 4 })).next).toEqual({ key: 'k9', value: 0 });
  });

  it('pass over into the documents without the field, and through them', async () => {
    await put(subject.store, Array.from({ length: 9 }, (_, index) => stored(`k${String(index)}`, index % 3 === 0 ? { age: 5 } : {})));
    for (const descending of [false, true]) {
      const having = descending ? ['k6', 'k3', 'k0'] : ['k0', 'k3', 'k6'];
      for (const limit of [1, 2, 3, 4, 9]) expect((await pagesOf(subject.store, { from: PEOPLE.id, sort: { collection: PEOPLE.id, field: 'age', descending }, limit })).flat()).toEqual([...having, 'k1', 'k2', 'k4', 'k5', 'k7', 'k8']);
    }
  });

  it('pass over text that ends the engine\'s own, each document once', async () => {
    const names = ['a', 'a\u0000', 'a\u0000b', 'a\ud800', '\u0000', 'b'];
    await put(subject.store, names.map((name, index) => stored(`k${String(index)}`, { name })));
    for (const descending of [false, true]) {
      for (const limit of [1, 2, 5]) expect((await pagesOf(subject.store, { from: PEOPLE.id, sort: { collection: PEOPLE.id, field: 'name', descending }, limit })).flat().sort()).toEqual(names.map((_, index) => `k${String(index)}`));
    }
    for (const [index, value] of names.entries()) expect((await subject.store.find({ from: PEOPLE.id, where: [{ collection: PEOPLE.id, field: 'name', operator: 'eq', value }], limit: 10 })).keys).toContain(`k${String(index)}`);
  });

  it('go on where they were, when documents come and go between them', async () => {
    await put(subject.store, ['a', 'b', 'c', 'd', 'e'].map((each, index) => stored(each, { age: index })));
    const query = { from: PEOPLE.id, sort: { collection: PEOPLE.id, field: 'age', descending: false }, limit: 2 };
    const { next } = await subject.store.find(query);
    await subject.store.commit({ writes: [{ collection: PEOPLE.id, remove: ['b'], put: [stored('0', { age: -1 }), stored('c2', { age: 2 })] }] });
    expect((await subject.store.find({ ...query, after: next!, limit: 10 })).keys).toEqual(['c', 'c2', 'd', 'e']);
  });

  it('give, whatever is asked and whatever their size, what sorting all by hand gives', async () => {
    const content = record({ people: array(record({ key, document: person }), { maxLength: 25 }), scores: array(record({ key, document: score }), { maxLength: 25 }) });
    const query = record({ where: array(filter, { maxLength: 2 }), sort: option(sort, { nil: undefined, freq: 5 }), keys: option(array(key, { maxLength: 10 }), { nil: undefined, freq: 1 }), limit: integer({ min: 1, max: 30 }) });
    await assert(asyncProperty(content, array(query, { minLength: 1, maxLength: 6 }), async ({ people, scores }, queries) => {
      for (const [collection, documents] of [[PEOPLE.id, people], [SCORES.id, scores]] as const) {
        const before = (await subject.store.scan(collection, undefined, 100)).map((each) => each.key);
        await subject.store.commit({ writes: [{ collection, remove: before }, { collection, put: documents.map((each) => stored(each.key, each.document as JsonObject | null)) }] });
      }
      const asStored: Content = new Map([[PEOPLE.id, new Map(people.map((each) => [each.key, each.document as JsonObject | null]))], [SCORES.id, new Map(scores.map((each) => [each.key, each.document as JsonObject | null]))]]);
      for (const { sort: by, keys, ...rest } of queries) {
        const asked: Find = { from: PEOPLE.id, ...rest, ...(by ? { sort: by } : {}), ...(keys ? { keys } : {}) };
        const found = await pagesOf(subject.store, asked);
        expect(found.flat()).toEqual(sortedByHand(asStored, asked));
        expect(found.slice(0, -1).every((page) => page.length === asked.limit)).toBe(true);
      }
    }), { numRuns: runs });
  }, 120_000);
}
