import { PEOPLE, put, SCORES, stored, type Subject } from './subject';

const gone = { code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(/the read model .* is not in the store/) };

export function collections(subject: Subject): void {
  it('are listed with their fields, also when the store is opened again', async () => {
    expect(new Set(await subject.store.collections())).toEqual(new Set([PEOPLE, SCORES]));
    await subject.reopen();
    expect(new Set(await subject.store.collections())).toEqual(new Set([PEOPLE, SCORES]));
  });

  it('are made once: to make one again changes nothing in it', async () => {
    await put(subject.store, [stored('a', { age: 1 })]);
    await subject.store.ensure(PEOPLE);
    expect(await subject.store.size(PEOPLE.id)).toBe(1);
    expect(await subject.store.collections()).toHaveLength(2);
  });

  it('may be filled first and indexed afterwards', async () => {
    const { store } = subject;
    const spec = { id: 'filled@1', fields: PEOPLE.fields };
    await store.ensure(spec, { filling: true });
    await put(store, [stored('a', { age: 2 }), stored('b', { age: 1 })], spec.id);
    expect(await store.lastKey(spec.id)).toBe('b');
    await store.ensure(spec);
    expect(await store.find({ from: spec.id, sort: { collection: spec.id, field: 'age', descending: false }, limit: 10 })).toMatchObject({ keys: ['b', 'a'] });
    expect(await store.ranked(spec.id, 'age')).toBe(2);
  });

  it('are empty at first', async () => {
    const { store } = subject;
    expect([await store.size(PEOPLE.id), await store.ranked(PEOPLE.id, 'age'), await store.lastKey(PEOPLE.id), await store.nextDue(PEOPLE.id)]).toEqual([0, 0, undefined, undefined]);
    expect(await store.find({ from: PEOPLE.id, limit: 10 })).toEqual({ keys: [] });
    expect(await store.count({ from: PEOPLE.id, by: 'name' })).toEqual([]);
    expect(await store.scan(PEOPLE.id, undefined, 10)).toEqual([]);
  });

  it('may have no indexed field at all', async () => {
    await subject.store.ensure({ id: 'bare@1', fields: {} });
    await put(subject.store, [stored('a', { age: 1 })], 'bare@1');
    expect(await subject.store.find({ from: 'bare@1', limit: 10 })).toEqual({ keys: ['a'] });
  });

  it('hold their own documents under the same keys', async () => {
    await put(subject.store, [stored('a', { age: 1 })]);
    await put(subject.store, [stored('a', { score: 2 })], SCORES.id);
    expect((await subject.store.get(PEOPLE.id, ['a'])).get('a')?.document).toEqual({ age: 1 });
    expect((await subject.store.get(SCORES.id, ['a'])).get('a')?.document).toEqual({ score: 2 });
  });

  it('are gone when dropped, with all that they held, and leave the others alone', async () => {
    await put(subject.store, [stored('a', { age: 1 })]);
    await put(subject.store, [stored('a', { score: 2 })], SCORES.id);
    await subject.store.drop(PEOPLE.id);
    expect(await subject.store.collections()).toEqual([SCORES]);
    expect(await subject.store.size(SCORES.id)).toBe(1);
    await subject.store.ensure(PEOPLE);
    expect(await subject.store.size(PEOPLE.id)).toBe(0);
  });

  it('may come again with other fields after they were dropped', async () => {
    await put(subject.store, [stored('a', { age: 1 })]);
    await subject.store.find({ from: PEOPLE.id, sort: { collection: PEOPLE.id, field: 'age', descending: false }, limit: 1 });
    await subject.store.drop(PEOPLE.id);
    await subject.store.ensure({ id: PEOPLE.id, fields: { height: 'number' } });
    await put(subject.store, [stored('a', { height: 170 })]);
    expect(await subject.store.ranks(PEOPLE.id, 'height', [0])).toEqual([170]);
    await expect(subject.store.ranked(PEOPLE.id, 'height')).resolves.toBe(1);
    await expect(subject.store.count({ from: PEOPLE.id, by: 'age' })).rejects.toMatchObject({ code: 'RAPPORT_UNKNOWN_FIELD' });
  });

  it('may be dropped where there is none', async () => {
    await expect(subject.store.drop('nothing@9')).resolves.toBeUndefined();
  });

  it('are missed by name, whatever is asked of them', async () => {
    const { store } = subject;
    await put(store, [stored('a', { age: 1 })]);
    await store.get(PEOPLE.id, ['a']);
    await store.find({ from: PEOPLE.id, limit: 1 });
    await store.drop(PEOPLE.id);
    await expect(store.get(PEOPLE.id, ['a'])).rejects.toMatchObject(gone);
    await expect(store.scan(PEOPLE.id, undefined, 1)).rejects.toMatchObject(gone);
    await expect(store.find({ from: PEOPLE.id, limit: 1 })).rejects.toMatchObject(gone);
    await expect(store.count({ from: PEOPLE.id, by: 'age' })).rejects.toMatchObject(gone);
    await expect(store.size(PEOPLE.id)).rejects.toMatchObject(gone);
    await expect(put(store, [stored('a', { age: 1 })])).rejects.toMatchObject(gone);
    await expect(store.find({ from: SCORES.id, where: [{ collection: PEOPLE.id, field: 'age', operator: 'eq', value: 1 }], limit: 1 })).rejects.toMatchObject(gone);
  });

  it('that another process drops are missed by name, and those that it makes are found', async () => {
    const beside = await subject.beside();
    await put(subject.store, [stored('a', { age: 1 })]);
    expect(await beside.size(PEOPLE.id)).toBe(1);
    await beside.find({ from: PEOPLE.id, limit: 1 });
    await subject.store.drop(PEOPLE.id);
    await expect(beside.get(PEOPLE.id, ['a'])).rejects.toMatchObject(gone);
    await expect(beside.scan(PEOPLE.id, undefined, 1)).rejects.toMatchObject(gone);
    await expect(beside.find({ from: PEOPLE.id, limit: 1 })).rejects.toMatchObject(gone);
    await expect(beside.count({ from: PEOPLE.id, by: 'age' })).rejects.toMatchObject(gone);
    await expect(put(beside, [stored('a', { age: 1 })])).rejects.toMatchObject(gone);
    expect(await subject.store.collections()).toEqual([SCORES]);
    const again = { id: PEOPLE.id, fields: { age: 'number', name: 'text' } } as const;
    await subject.store.ensure(again);
    expect(await subject.store.size(again.id)).toBe(0);
    await put(beside, [stored('b', { age: 2 })]);
    expect(await subject.store.ranks(again.id, 'age', [0])).toEqual([2]);
  });

  it.each(['quotes "and" \'these\'@1', 'a; DROP TABLE collections; --@1', 'Ünïcode 😀@1', '%_@1', 'as-of profile@1 123-0', '$cmd.system.x@1', `${'long '.repeat(60)}@1`, 'a..b.@1', 'documents.a@1'])('may be called %s', async (id) => {
    const field = 'it\'s "odd".name; --';
    await subject.store.ensure({ id, fields: { [field]: 'text' } });
    await put(subject.store, [stored('a', { 'it\'s "odd"': { 'name; --': 'x' } })], id);
    expect(await subject.store.find({ from: id, where: [{ collection: id, field, operator: 'eq', value: 'x' }], sort: { collection: id, field, descending: true }, limit: 10 })).toEqual({ keys: ['a'] });
    expect(await subject.store.count({ from: id, by: field })).toEqual([{ value: 'x', count: 1 }]);
    expect(await subject.store.ranks(id, field, [0])).toEqual(['x']);
    await subject.store.drop(id);
    expect(await subject.store.collections()).toHaveLength(2);
  });

  it('are told apart where their names differ in a quote only', async () => {
    for (const id of ['ab@1', 'a"b@1', 'a""b@1']) await subject.store.ensure({ id, fields: {} });
    await put(subject.store, [stored('k', {})], 'a"b@1');
    expect([await subject.store.size('ab@1'), await subject.store.size('a"b@1'), await subject.store.size('a""b@1')]).toEqual([0, 1, 0]);
  });
}
