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

  it('is found within a range of keys, from one and below another', async () => {
    await put(subject.store, ['a', 'b', 'ba', 'c', 'ä', '😀'].map((key, index) => stored(key, null, { dueAt: NOW - index })));
    await put(subject.store, [stored('bb', { age: 1 })]);
    const { store } = subject;
    expect(await store.due(PEOPLE.id, NOW, 10, { from: 'b', below: 'c' })).toEqual(['ba', 'b']);
    expect(await store.due(PEOPLE.id, NOW, 10, { from: 'b' })).toEqual(['😀', 'ä', 'c', 'ba', 'b']);
    expect(await store.due(PEOPLE.id, NOW, 10, { below: 'b' })).toEqual(['a']);
    expect(await store.due(PEOPLE.id, NOW, 1, { below: 'c' })).toEqual(['ba']);
    expect(await store.due(PEOPLE.id, NOW - 3, 10, { below: 'ä' })).toEqual(['c']);
    expect(await store.due(PEOPLE.id, NOW, 10, {})).toHaveLength(6);
    expect(await store.due(PEOPLE.id, NOW, 10, { from: undefined, below: undefined })).toHaveLength(6);
    expect(await store.due(PEOPLE.id, NOW, 10, { from: 'c', below: 'b' })).toEqual([]);
  });

  it('says when the next will be within a range of keys', async () => {
    await put(subject.store, [stored('a', null, { dueAt: NOW }), stored('b', null, { dueAt: NOW + 5 }), stored('c', null, { dueAt: NOW + 3 }), stored('d', { age: 1 })]);
    const { store } = subject;
    expect(await store.nextDue(PEOPLE.id, { from: 'b' })).toBe(NOW + 3);
    expect(await store.nextDue(PEOPLE.id, { from: 'b', below: 'c' })).toBe(NOW + 5);
    expect(await store.nextDue(PEOPLE.id, { below: 'b' })).toBe(NOW);
    expect(await store.nextDue(PEOPLE.id, { from: 'd' })).toBeUndefined();
    expect(await store.nextDue(PEOPLE.id, {})).toBe(NOW);
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
