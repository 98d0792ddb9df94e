import type { FieldCount, Filter } from '../read-model-store';
import { PEOPLE, put, SCORES, stored, type Subject } from './subject';

const where = (field: string, operator: Filter['operator'], value: Filter['value'], collection = PEOPLE.id): Filter => ({ collection, field, operator, value });
const sorted = (counts: readonly FieldCount[]): FieldCount[] => [...counts].sort((a, b) => b.count - a.count || String(a.value).localeCompare(String(b.value)));

export function counts(subject: Subject): void {
  beforeEach(async () => {
    await put(subject.store, [
      stored('a', { age: 30, name: 'Anne', active: true }), stored('b', { age: 30, name: 'Bob', active: false }), stored('c', { age: 41.5, name: 'Anne', active: true }),
      stored('d', { name: 'Dora' }), stored('e', { age: 7, name: 'Anne' }), stored('f', null), stored('g', { age: 'unknown', name: 5 }),
    ]);
    await put(subject.store, [stored('a', { score: 0.9, band: 'high' }), stored('b', { score: 0.1, band: 'low' }), stored('c', { score: 0.2, band: 'low' })], SCORES.id);
  });

  it('counts documents by the values of a field of any type, the most frequent first, and those without it', async () => {
    const byName = await subject.store.count({ from: PEOPLE.id, by: 'name' });
    expect(byName[0]).toEqual({ value: 'Anne', count: 3 });
    expect(sorted(byName)).toEqual([{ value: 'Anne', count: 3 }, { value: 'Bob', count: 1 }, { value: 'Dora', count: 1 }, { value: null, count: 1 }]);
    expect(sorted(await subject.store.count({ from: PEOPLE.id, by: 'age' }))).toEqual([{ value: 30, count: 2 }, { value: null, count: 2 }, { value: 41.5, count: 1 }, { value: 7, count: 1 }]);
    expect(sorted(await subject.store.count({ from: PEOPLE.id, by: 'active' }))).toEqual([{ value: null, count: 3 }, { value: true, count: 2 }, { value: false, count: 1 }]);
  });

  it('counts what satisfies filters, on other collections too', async () => {
    expect(await subject.store.count({ from: PEOPLE.id, by: 'name', where: [where('age', 'gte', 30), where('active', 'eq', true)] })).toEqual([{ value: 'Anne', count: 2 }]);
    expect(sorted(await subject.store.count({ from: PEOPLE.id, by: 'name', where: [where('band', 'eq', 'low', SCORES.id)] }))).toEqual([{ value: 'Anne', count: 1 }, { value: 'Bob', count: 1 }]);
    expect(await subject.store.count({ from: PEOPLE.id, by: 'name', where: [where('age', 'gt', 1_000)] })).toEqual([]);
  });

  it('says how many documents have a field', async () => {
    expect([await subject.store.ranked(PEOPLE.id, 'age'), await subject.store.ranked(PEOPLE.id, 'name'), await subject.store.ranked(PEOPLE.id, 'last.seen')]).toEqual([4, 5, 0]);
    expect(await subject.store.size(PEOPLE.id)).toBe(6);
  });

  it('finds the values at ranks, from 0, of those that have one', async () => {
    expect(await subject.store.ranks(PEOPLE.id, 'age', [0, 1, 2, 3])).toEqual([7, 30, 30, 41.5]);
    expect(await subject.store.ranks(PEOPLE.id, 'age', [3, 0, 0])).toEqual([41.5, 7, 7]);
    expect(await subject.store.ranks(PEOPLE.id, 'age', [4, 100])).toEqual([null, null]);
    expect(await subject.store.ranks(PEOPLE.id, 'active', [0, 1, 2])).toEqual([false, true, true]);
    expect(await subject.store.ranks(PEOPLE.id, 'name', [0, 4])).toEqual(['Anne', 'Dora']);
    expect(await subject.store.ranks(PEOPLE.id, 'age', [])).toEqual([]);
  });

  it.each([
    ['counting by', (field: string) => subject.store.count({ from: PEOPLE.id, by: field })],
    ['counting where', (field: string) => subject.store.count({ from: PEOPLE.id, by: 'age', where: [where(field, 'eq', 1)] })],
    ['finding where', (field: string) => subject.store.find({ from: PEOPLE.id, where: [where(field, 'eq', 1)], limit: 1 })],
    ['sorting by', (field: string) => subject.store.find({ from: PEOPLE.id, sort: { collection: PEOPLE.id, field, descending: false }, limit: 1 })],
    ['ranking by', (field: string) => subject.store.ranks(PEOPLE.id, field, [0])],
    ['counting what has', (field: string) => subject.store.ranked(PEOPLE.id, field)],
  ])('refuses %s a field that is not indexed, by its name', async (_, ask) => {
    for (const field of ['height', '', 'key', 'position', 'age"', 'last', '__proto__', 'constructor']) await expect(ask(field)).rejects.toMatchObject({ code: 'RAPPORT_UNKNOWN_FIELD', message: expect.stringContaining(field) });
  });
}
