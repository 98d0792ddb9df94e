import { PEOPLE, put, stored, type Subject } from './subject';

const NOW = Date.UTC(2026, 2, 1);

export function dues(subject: Subject): void {
  it('is found up to now, inclusive, the soonest first', async () => {
    await put(subject.store, [stored('c', { age: 1 }, { dueAt: NOW }), stored('a', { age: 1 }, { dueAt: NOW + 1 }), stored('b', { age: 1 }, { dueAt: NOW - 5 }), stored('d', { age: 1 })]);
    expect(await subject.store.due(PEOPLE.id, NOW, 10)).toEqual(['b', 'c']);
    expect(await subject.store.due(PEOPLE.id, NOW + 1, 10)).toEqual(['b', 'c', 'a']);
    expect(await subject.store.due(PEOPLE.id, NOW - 6, 10)).toEqual([]);
  });

  it('comes no more at once than was asked for', async () => {
    await put(subject.store, Array.from({ length: 10 }, (_, index) => stored(`k${String(index)}`, null, { dueAt: NOW - index })));
    expect(await subject.store.due(PEOPLE.id, NOW, 3)).toEqual(['k9', 'k8', 'k7']);
  });

  it('says when the next will be, in the past or to come', async () => {
    expect(await subject.store.nextDue(PEOPLE.id)).toBeUndefined();
    await put(subject.store, [stored('a', { age: 1 })]);
    expect(await subject.store.nextDue(PEOPLE.id)).toBeUndefined();
    await put(subject.store, [stored('b', { age: 1 }, { dueAt: NOW + 7 }), stored('c', null, { dueAt: NOW + 3 })]);
    expect(await subject.store.nextDue(PEOPLE.id)).toBe(NOW + 3);
  });

  it('is so no more when a later write says otherwise', async () => {
    await put(subject.store, [stored('a', { age: 1 }, { dueAt: NOW })]);
    await put(subject.store, [stored('a', { age: 1 }, { position: 2n, dueAt: NOW + 10 })]);
    expect(await subject.store.due(PEOPLE.id, NOW, 10)).toEqual([]);
    await put(subject.store, [stored('a', { age: 1 }, { position: 3n })]);
    expect([await subject.store.due(PEOPLE.id, NOW + 10, 10), await subject.store.nextDue(PEOPLE.id)]).toEqual([[], undefined]);
  });
}
