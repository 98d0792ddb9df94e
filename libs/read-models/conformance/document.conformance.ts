import { anything, array, assert, asyncProperty, boolean, constant, constantFrom, dictionary, double, integer, string } from 'fast-check';
import type { JsonObject } from '../read-model-store';
import { PEOPLE, put, stored, type Subject } from './subject';

const withProto = JSON.parse('{ "__proto__": { "polluted": true }, "constructor": "c", "toString": null }') as JsonObject;

export function documents(subject: Subject): void {
  it('are given back by key with all that was stored', async () => {
    const whole = stored('a', { name: 'Anne', last: { seen: '2026-03-01T10:15:00.000Z' } }, { position: 9_007_199_254_740_991n, state: { sum: ['0.1', 2] }, dueAt: 1_772_360_100_123 });
    await put(subject.store, [whole]);
    expect((await subject.store.get(PEOPLE.id, ['a'])).get('a')).toEqual(whole);
    await subject.reopen();
    expect((await subject.store.get(PEOPLE.id, ['a'])).get('a')).toEqual(whole);
  });

  it('are given back for the keys that there are, of many asked for', async () => {
    await put(subject.store, ['a', 'b', 'c'].map((key) => stored(key, { name: key })));
    const found = await subject.store.get(PEOPLE.id, ['c', 'x', 'a', 'c', '']);
    expect(new Set(found.keys())).toEqual(new Set(['a', 'c']));
    expect(found.get('c')?.document).toEqual({ name: 'c' });
    expect(await subject.store.get(PEOPLE.id, [])).toEqual(new Map());
  });

  it('may be got by the thousand', async () => {
    const keys = Array.from({ length: 3_000 }, (_, index) => `k${String(index)}`);
    await put(subject.store, keys.map((key) => stored(key, { name: key })));
    expect((await subject.store.get(PEOPLE.id, keys)).size).toBe(3_000);
  });

  it.each<[string, JsonObject]>([
    ['nothing', {}],
    ['letters, emoji and control characters', { text: 'Grüße 東京 e\u0301é 👩‍👩‍👧 \u0000\u0001\u2028\uffff', '😀': '' }],
    ['what looks like commands', { text: '\'; DROP TABLE "documents people@1"; -- $where {"$gt": ""}', '$set': { 'a.b': 1 }, 'x.y': 2 }],
    ['numbers as they are', { numbers: [0.1, 0.1 + 0.2, 1e21, 1e-7, 5e-324, 9007199254740993, -0.5, 0] }],
    ['null, empty lists and empty objects', { a: null, b: [], c: {}, d: '', e: [null, [[]]] }],
    ['half a surrogate pair', { text: 'x\ud83dy', 'x\ud83dy': 1 }],
    ['names of all kinds, in their order', { b: 1, a: { z: 1, '': 2, 'a.b': 3, '$a': 4, _id: 5, _bsontype: 'Long', $ref: 'r', $id: 'i', 'nul\u0000': 6, '10': 7, '9': 8 } }],
    ['what looks like the engine\'s own', { position: 1, document: null, documentJson: '{}', json: '1', fields: { age: 1 }, key: 'k', state: undefined, toJSON: 1 }],
    ['whole numbers of any size, and text of digits', { numbers: [2147483647, 2147483648, -2147483649, 9007199254740991, -9007199254740992, 1e15], digits: '123456789012345678901234567890.123456789012345678901234567890', time: '2026-03-01T10:15:00.000Z' }],
  ])('keep %s exactly', async (_, document) => {
    await put(subject.store, [stored('a', document, { state: document })]);
    const read = (await subject.store.get(PEOPLE.id, ['a'])).get('a');
    expect(read?.document).toEqual(document);
    expect(read?.state).toEqual(document);
    expect(JSON.stringify(read?.document)).toBe(JSON.stringify(document));
  });

  it('are kept as JSON keeps them: no undefined, no NaN, no minus zero, lists of lists', async () => {
    const document = { none: undefined, list: [undefined, Number.NaN, Infinity, -0, [[-0]]], nan: Number.NaN, zero: -0, when: new Date(0), deep: { none: undefined } };
    await put(subject.store, [stored('a', document, { state: [document, undefined, -0] })]);
    const read = (await subject.store.get(PEOPLE.id, ['a'])).get('a');
    expect(JSON.stringify(read?.document)).toBe(JSON.stringify(document));
    expect(read?.document).toStrictEqual(JSON.parse(JSON.stringify(document)));
    expect(read?.state).toStrictEqual(JSON.parse(JSON.stringify([document, undefined, -0])));
  });

  it('keep lists within lists, however deep', async () => {
    const deep = JSON.parse(`${'[{"a":'.repeat(150)}1${'}]'.repeat(150)}`) as unknown;
    await put(subject.store, [stored('a', { deep }, { state: deep })]);
    const read = (await subject.store.get(PEOPLE.id, ['a'])).get('a');
    expect([JSON.stringify(read?.document), JSON.stringify(read?.state)]).toEqual([JSON.stringify({ deep }), JSON.stringify(deep)]);
  });

  it('are, whatever their names and values, what JSON makes of them', async () => {
    const name = string({ unit: constantFrom('a', 'b', '.', '$', '_', '\u0000', '\ud800', '😀', '1'), maxLength: 3 });
    const value = anything({ key: name, values: [name, integer(), double(), boolean(), constant(null), constant(undefined)], maxDepth: 3, maxKeys: 4 });
    await assert(asyncProperty(array(dictionary(name, value, { noNullPrototype: true, maxKeys: 4 }), { minLength: 1, maxLength: 8 }), async (documents) => {
      await put(subject.store, documents.map((document, index) => stored(String(index), document, { state: document })));
      const found = await subject.store.get(PEOPLE.id, documents.map((_, index) => String(index)));
      documents.forEach((document, index) => {
        const { document: read, state } = found.get(String(index)) ?? {};
        expect([JSON.stringify(read), JSON.stringify(state)]).toEqual([JSON.stringify(document), JSON.stringify(document)]);
      });
    }), { numRuns: 60 });
  });

  it('keep names that mean something to the language, and are not harmed by them', async () => {
    await put(subject.store, [stored('a', withProto)]);
    const read = (await subject.store.get(PEOPLE.id, ['a'])).get('a')?.document;
    expect(Object.keys(read ?? {})).toEqual(['__proto__', 'constructor', 'toString']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('keep a megabyte', async () => {
    const text = 'Grüße 😀 '.repeat(100_000);
    await put(subject.store, [stored('a', { text })]);
    expect((await subject.store.get(PEOPLE.id, ['a'])).get('a')?.document?.['text'] === text).toBe(true);
  });

  it.each([[{ list: [] }], [[1, 2]], ['text'], [0], [false], [null], [undefined]])('keep the state %j', async (state) => {
    await put(subject.store, [stored('a', { name: 'a' }, { state })]);
    expect((await subject.store.get(PEOPLE.id, ['a'])).get('a')?.state).toEqual(state);
  });

  it.each(['with space', 'quote\'s and "more"', 'a; DROP TABLE x; --', 'ü 😀', '%_', '$where', 'a.b', '__proto__', 'x'.repeat(500)])('are found under the key %s', async (key) => {
    await put(subject.store, [stored('other', { name: 'other' }), stored(key, { name: 'this' })]);
    expect((await subject.store.get(PEOPLE.id, [key])).get(key)?.document).toEqual({ name: 'this' });
    expect(await subject.store.find({ from: PEOPLE.id, where: [{ collection: PEOPLE.id, field: 'name', operator: 'eq', value: 'this' }], limit: 10 })).toEqual({ keys: [key] });
    await subject.store.commit({ writes: [{ collection: PEOPLE.id, remove: [key] }] });
    expect(await subject.store.size(PEOPLE.id)).toBe(1);
  });

  it('are scanned by key, page by page, each once', async () => {
    const keys = ['B', 'a', 'a b', 'aa', 'b', 'ä', '😀'];
    await put(subject.store, [...keys].reverse().map((key) => stored(key, { name: key })));
    expect((await subject.store.scan(PEOPLE.id, undefined, 100)).map(({ key }) => key)).toEqual(keys);
    for (const limit of [1, 2, 3, 7]) {
      const seen: string[] = [];
      for (let page = await subject.store.scan(PEOPLE.id, undefined, limit); page.length > 0; page = await subject.store.scan(PEOPLE.id, seen.at(-1), limit)) seen.push(...page.map(({ key }) => key));
      expect(seen).toEqual(keys);
    }
    expect(await subject.store.lastKey(PEOPLE.id)).toBe('😀');
  });

  it('without anything to show are got, scanned and due, and nothing else', async () => {
    const { store } = subject;
    await put(store, [stored('a', { age: 1, name: 'a' }), stored('b', null, { state: { waits: true }, dueAt: 5 }), stored('c', { age: 3, name: 'c' })]);
    expect((await store.get(PEOPLE.id, ['b'])).get('b')).toMatchObject({ document: null, state: { waits: true }, dueAt: 5 });
    expect((await store.scan(PEOPLE.id, undefined, 10)).map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    expect(await store.due(PEOPLE.id, 5, 10)).toEqual(['b']);
    expect(await store.find({ from: PEOPLE.id, limit: 10 })).toEqual({ keys: ['a', 'c'] });
    expect(await store.find({ from: PEOPLE.id, sort: { collection: PEOPLE.id, field: 'age', descending: true }, limit: 10 })).toEqual({ keys: ['c', 'a'] });
    expect(await store.count({ from: PEOPLE.id, by: 'active' })).toEqual([{ value: null, count: 2 }]);
    expect([await store.size(PEOPLE.id), await store.ranked(PEOPLE.id, 'age')]).toEqual([2, 2]);
  });

  it('that had something to show and have no more are found no more', async () => {
    await put(subject.store, [stored('a', { age: 1, name: 'a' })]);
    await put(subject.store, [stored('a', null, { position: 2n })]);
    expect(await subject.store.find({ from: PEOPLE.id, where: [{ collection: PEOPLE.id, field: 'age', operator: 'eq', value: 1 }], limit: 10 })).toEqual({ keys: [] });
    expect([await subject.store.size(PEOPLE.id), await subject.store.ranked(PEOPLE.id, 'age')]).toEqual([0, 0]);
  });

  it('are gone when removed', async () => {
    await put(subject.store, [stored('a', { age: 1 }, { dueAt: 1 }), stored('b', { age: 2 })]);
    await subject.store.commit({ writes: [{ collection: PEOPLE.id, remove: ['a', 'x'] }] });
    expect(new Set((await subject.store.get(PEOPLE.id, ['a', 'b'])).keys())).toEqual(new Set(['b']));
    expect([await subject.store.size(PEOPLE.id), await subject.store.ranked(PEOPLE.id, 'age'), await subject.store.nextDue(PEOPLE.id)]).toEqual([1, 1, undefined]);
  });
}
