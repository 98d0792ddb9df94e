import type { FieldValue, Filter, Operator } from '../read-model-store';
import { PEOPLE, put, SCORES, stored, type Subject } from './subject';

const day = (date: string): string => `${date}T00:00:00.000Z`;

export function finds(subject: Subject): void {
  const keys = async (...where: readonly Omit<Filter, 'collection'>[]): Promise<string> => (await subject.store.find({ from: PEOPLE.id, where: where.map((each) => ({ collection: PEOPLE.id, ...each })), limit: 100 })).keys.join('');

  beforeEach(async () => {
    await put(subject.store, [
      stored('a', { age: 30, name: 'Anne', last: { seen: day('2026-01-05') }, active: true }),
      stored('b', { age: -5.5, name: 'anne', last: { seen: day('2026-02-01') }, active: false }),
      stored('c', { age: 0, name: 'Änne', last: { seen: day('2026-02-01') }, active: true }),
      stored('d', { age: 1e21, name: 'Anneliese', last: { seen: day('2027-01-01') } }),
      stored('e', {}),
      stored('f', { age: '30', name: 30, last: 'never', active: 1 }),
      stored('g', { age: null, name: '', last: { seen: null }, active: null }),
      stored('h', null),
    ]);
  });

  it.each<[Operator, FieldValue, string]>([
    ['eq', 30, 'a'], ['ne', 30, 'bcd'], ['gt', 0, 'ad'], ['gte', 0, 'acd'], ['lt', 0, 'b'], ['lte', 0, 'bc'], ['gte', -5.5, 'abcd'], ['eq', 1e21, 'd'], ['eq', 31, ''],
  ])('compares numbers: %s %s', async (operator, value, expected) => {
    expect(await keys({ field: 'age', operator, value })).toBe(expected);
  });

  it.each<[Operator, FieldValue, string]>([
    ['eq', 'Anne', 'a'], ['ne', 'Anne', 'bcdg'], ['gt', 'Anne', 'bcd'], ['gte', 'Anne', 'abcd'], ['lt', 'Anneliese', 'ag'], ['lte', 'Anneliese', 'adg'],
    ['prefix', 'Anne', 'ad'], ['prefix', 'Ä', 'c'], ['prefix', '', 'abcdg'], ['prefix', 'Anne%', ''], ['prefix', '_nne', ''], ['eq', '', 'g'],
  ])('compares text by code point: %s "%s"', async (operator, value, expected) => {
    expect(await keys({ field: 'name', operator, value })).toBe(expected);
  });

  it.each<[Operator, FieldValue, string]>([
    ['eq', day('2026-02-01'), 'bc'], ['ne', day('2026-02-01'), 'ad'], ['gt', day('2026-01-05'), 'bcd'], ['gte', day('2026-01-05'), 'abcd'], ['lt', day('2026-02-01'), 'a'], ['lte', day('2026-02-01'), 'abc'], ['prefix', '2026-0', 'abc'],
  ])('compares times, below a dotted path: %s %s', async (operator, value, expected) => {
    expect(await keys({ field: 'last.seen', operator, value })).toBe(expected);
  });

  it.each<[Operator, FieldValue, string]>([
    ['eq', true, 'ac'], ['eq', false, 'b'], ['ne', true, 'b'], ['ne', false, 'ac'], ['gt', false, 'ac'], ['gte', false, 'abc'], ['lt', true, 'b'], ['lte', true, 'abc'],
  ])('compares flags: %s %s', async (operator, value, expected) => {
    expect(await keys({ field: 'active', operator, value })).toBe(expected);
  });

  it.each<[string, FieldValue]>([['age', '30'], ['age', true], ['name', 30], ['last.seen', 5], ['active', 1], ['active', 'true']])('lets nothing satisfy a value that is not of the type of %s: %j', async (field, value) => {
    for (const operator of ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'prefix'] as const) expect(await keys({ field, operator, value })).toBe('');
  });

  it('lets nothing satisfy the prefix of a number or a flag', async () => {
    expect(await keys({ field: 'age', operator: 'prefix', value: 3 })).toBe('');
    expect(await keys({ field: 'active', operator: 'prefix', value: true })).toBe('');
  });

  it('takes all filters together', async () => {
    expect(await keys({ field: 'age', operator: 'gte', value: 0 }, { field: 'age', operator: 'lt', value: 100 })).toBe('ac');
    expect(await keys({ field: 'age', operator: 'gte', value: 0 }, { field: 'active', operator: 'eq', value: true }, { field: 'name', operator: 'prefix', value: 'A' })).toBe('a');
    expect(await keys({ field: 'age', operator: 'gt', value: 5 }, { field: 'age', operator: 'lt', value: 5 })).toBe('');
  });

  it('finds all that have something to show, by key, without a filter', async () => {
    expect(await subject.store.find({ from: PEOPLE.id, limit: 100 })).toEqual({ keys: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] });
  });

  it.each(['\' OR 1=1 --', '"; DROP TABLE collections; --', 'Anne\' OR \'a\'=\'a', '%', '*', '.*', '$ne', '{"$ne":null}', '\\', '😀'])('takes %s as nothing but text', async (value) => {
    await put(subject.store, [stored('z', { name: value })]);
    expect(await keys({ field: 'name', operator: 'eq', value })).toBe('z');
    expect(await keys({ field: 'name', operator: 'prefix', value })).toBe('z');
    expect(await subject.store.size(PEOPLE.id)).toBe(8);
  });

  it('looks no further than at the keys given', async () => {
    const among = async (given: readonly string[], descending = false): Promise<readonly string[]> => (await subject.store.find({ from: PEOPLE.id, keys: given, sort: { collection: PEOPLE.id, field: 'age', descending }, limit: 100 })).keys;
    expect(await among(['g', 'c', 'a', 'x', 'h', 'b', 'a'])).toEqual(['b', 'c', 'a', 'g']);
    expect(await among(['c', 'a'], true)).toEqual(['a', 'c']);
    expect(await among([])).toEqual([]);
    expect((await subject.store.find({ from: PEOPLE.id, keys: ['d', 'a', 'h'], limit: 100 })).keys).toEqual(['a', 'd']);
    expect((await subject.store.find({ from: PEOPLE.id, keys: Array.from({ length: 1_000 }, (_, index) => (index === 500 ? 'c' : `no${String(index)}`)), limit: 100 })).keys).toEqual(['c']);
  });

  it('filters by the fields of other collections, joined by key', async () => {
    await put(subject.store, [stored('a', { score: 5, band: 'high' }), stored('c', { score: 7 }), stored('d', null), stored('h', { score: 9 }), stored('x', { score: 8 })], SCORES.id);
    const score = (operator: Operator, value: number): Filter => ({ collection: SCORES.id, field: 'score', operator, value });
    const found = async (...where: readonly Filter[]): Promise<string> => (await subject.store.find({ from: PEOPLE.id, where, limit: 100 })).keys.join('');
    expect(await found(score('gte', 0))).toBe('ac');
    expect(await found(score('ne', 5))).toBe('c');
    expect(await found(score('gt', 4), score('lt', 6))).toBe('a');
    expect(await found(score('gte', 0), { collection: PEOPLE.id, field: 'age', operator: 'lt', value: 30 })).toBe('c');
    expect(await found(score('gte', 0), { collection: SCORES.id, field: 'band', operator: 'eq', value: 'high' })).toBe('a');
  });

  it('sorts by a field of another collection: what it has not comes last', async () => {
    await put(subject.store, [stored('a', { score: 5 }), stored('c', { score: 7 }), stored('d', null), stored('h', { score: 9 }), stored('x', { score: 8 }), stored('e', { score: 5 })], SCORES.id);
    const by = async (descending: boolean): Promise<string> => (await subject.store.find({ from: PEOPLE.id, sort: { collection: SCORES.id, field: 'score', descending }, limit: 100 })).keys.join('');
    expect(await by(false)).toBe('aecbdfg');
    expect(await by(true)).toBe('ceabdfg');
  });

  it('sorts up and down, equal values by key in the same direction, and those without the field last', async () => {
    const by = async (field: string, descending: boolean): Promise<string> => (await subject.store.find({ from: PEOPLE.id, sort: { collection: PEOPLE.id, field, descending }, limit: 100 })).keys.join('');
    expect([await by('age', false), await by('age', true)]).toEqual(['bcadefg', 'dacbefg']);
    expect([await by('name', false), await by('name', true)]).toEqual(['gadbcef', 'cbdagef']);
    expect([await by('last.seen', false), await by('last.seen', true)]).toEqual(['abcdefg', 'dcbaefg']);
    expect([await by('active', false), await by('active', true)]).toEqual(['bacdefg', 'cabdefg']);
  });
}
