import { array, assert, asyncProperty, integer, record } from 'fast-check';
import { PEOPLE, put, SCORES, stored, type Subject } from './subject';

export function commits(subject: Subject): void {
  it('let no older write win: not its document, its state, its fields nor its due time', async () => {
    const newer = stored('a', { age: 2, name: 'newer' }, { position: 20n, state: 'newer', dueAt: 200 });
    await put(subject.store, [newer]);
    await put(subject.store, [stored('a', { age: 1, name: 'older' }, { position: 19n, state: 'older', dueAt: 100 })]);
    expect((await subject.store.get(PEOPLE.id, ['a'])).get('a')).toEqual(newer);
    expect(await subject.store.ranks(PEOPLE.id, 'age', [0])).toEqual([2]);
    expect(await subject.store.nextDue(PEOPLE.id)).toBe(200);
  });

  it('let the same position win, since a fold may be mended without a new event', async () => {
    await put(subject.store, [stored('a', { age: 1 }, { position: 20n, state: 'first', dueAt: 100 })]);
    await put(subject.store, [stored('a', { age: 2 }, { position: 20n })]);
    expect((await subject.store.get(PEOPLE.id, ['a'])).get('a')).toEqual(stored('a', { age: 2 }, { position: 20n, state: undefined, dueAt: undefined }));
    expect([await subject.store.ranks(PEOPLE.id, 'age', [0]), await subject.store.nextDue(PEOPLE.id)]).toEqual([[2], undefined]);
  });

  it('guard each document by its own position', async () => {
    await put(subject.store, [stored('a', { age: 1 }, { position: 5n }), stored('b', { age: 1 }, { position: 50n })]);
    await put(subject.store, [stored('a', { age: 2 }, { position: 10n }), stored('b', { age: 2 }, { position: 10n }), stored('c', { age: 2 }, { position: 10n })]);
    const found = await subject.store.get(PEOPLE.id, ['a', 'b', 'c']);
    expect(['a', 'b', 'c'].map((key) => found.get(key)?.document)).toEqual([{ age: 2 }, { age: 1 }, { age: 2 }]);
  });

  it('write to several collections, checkpoints and settings at once', async () => {
    await subject.store.commit({
      writes: [{ collection: PEOPLE.id, put: [stored('a', { age: 1 })] }, { collection: SCORES.id, put: [stored('a', { score: 2 })] }, { collection: PEOPLE.id, put: [stored('b', { age: 3 })], remove: ['x'] }],
      checkpoints: { live: 41n, rebuild: 7n },
      settings: { 'served:people': { collection: PEOPLE.id } },
    });
    await subject.reopen();
    expect([await subject.store.size(PEOPLE.id), await subject.store.size(SCORES.id)]).toEqual([2, 1]);
    expect([await subject.store.checkpoint('live'), await subject.store.checkpoint('rebuild')]).toEqual([41n, 7n]);
    expect(await subject.store.setting('served:people')).toEqual({ collection: PEOPLE.id });
  });

  it('do what they say in the order in which they say it', async () => {
    await subject.store.commit({
      writes: [
        { collection: PEOPLE.id, put: [stored('a', { age: 1 }), stored('a', { age: 2 }), stored('b', { age: 1 })], remove: ['b'] },
        { collection: PEOPLE.id, remove: ['c'] }, { collection: PEOPLE.id, put: [stored('c', { age: 3 })] },
      ],
    });
    expect((await subject.store.scan(PEOPLE.id, undefined, 10)).map(({ key, document }) => [key, document])).toEqual([['a', { age: 2 }], ['c', { age: 3 }]]);
  });

  it('may be empty', async () => {
    await subject.store.commit({});
    await subject.store.commit({ writes: [{ collection: PEOPLE.id }], checkpoints: {}, settings: {} });
    expect(await subject.store.size(PEOPLE.id)).toBe(0);
  });

  it('move a checkpoint to where they say, and know none that was never set', async () => {
    for (const position of [10n, 9_007_199_254_740_991n, 3n, 0n]) {
      await subject.store.commit({ checkpoints: { live: position } });
      expect(await subject.store.checkpoint('live')).toBe(position);
    }
    expect(await subject.store.checkpoint('never')).toBeUndefined();
  });

  it('set, replace and remove settings', async () => {
    await subject.store.commit({ settings: { one: { a: [1, null, 'ü'] }, other: {} } });
    await subject.store.commit({ settings: { one: { b: true } } });
    expect([await subject.store.setting('one'), await subject.store.setting('other')]).toEqual([{ b: true }, {}]);
    await subject.store.commit({ settings: { one: null, never: null } });
    expect([await subject.store.setting('one'), await subject.store.setting('other')]).toEqual([undefined, {}]);
  });

  it('give settings by the beginning of their names, letter by letter, in order', async () => {
    const names = ['served:b', 'served:a', 'served', 'Served:c', 'served:ä', 'serve%', 'serve.', 'x', '😀a'];
    await subject.store.commit({ settings: Object.fromEntries(names.map((name) => [name, { name }])) });
    const begin = async (prefix: string): Promise<string[]> => [...(await subject.store.settings(prefix))].map(([name, value]) => {
      expect(value).toEqual({ name });
      return name;
    });
    expect(await begin('served:')).toEqual(['served:a', 'served:b', 'served:ä']);
    expect(await begin('serve%')).toEqual(['serve%']);
    expect(await begin('serve.')).toEqual(['serve.']);
    expect(await begin('served:a')).toEqual(['served:a']);
    expect(await begin('😀')).toEqual(['😀a']);
    expect(await begin('nothing')).toEqual([]);
    expect(new Set(await begin(''))).toEqual(new Set(names));
    await subject.store.commit({ settings: { 'served:a': null } });
    expect(await begin('served:')).toEqual(['served:b', 'served:ä']);
  });

  it('keep settings exactly, whatever they are called within', async () => {
    const value = { $set: { 'a.b': 1 }, '': [null, -0, 1e21], half: 'x\ud83dy', left: undefined };
    await subject.store.commit({ settings: { odd: value } });
    expect(JSON.stringify(await subject.store.setting('odd'))).toBe(JSON.stringify(value));
    expect(JSON.stringify((await subject.store.settings('odd')).get('odd'))).toBe(JSON.stringify(value));
  });

  it('take names of checkpoints and settings with more than letters in them', async () => {
    const name = 'it\'s "odd"; DROP TABLE settings; -- 😀 $a.b';
    await subject.store.commit({ checkpoints: { [name]: 5n }, settings: { [name]: { ok: true } } });
    expect([await subject.store.checkpoint(name), await subject.store.setting(name)]).toEqual([5n, { ok: true }]);
  });

  it('take thousands of documents', async () => {
    await put(subject.store, Array.from({ length: 5_000 }, (_, index) => stored(`k${String(index)}`, { age: index })));
    expect(await subject.store.size(PEOPLE.id)).toBe(5_000);
  });

  it('leave, of writes in any order, the one with the highest position, and of equals the last', async () => {
    const writes = array(record({ key: integer({ min: 0, max: 3 }), position: integer({ min: 1, max: 6 }) }), { minLength: 1, maxLength: 20 });
    let run = 0;
    await assert(asyncProperty(writes, array(integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }), async (all, sizes) => {
      const prefix = `run${String(run++)}`;
      const documents = all.map(({ key, position }, index) => stored(`${prefix}:${String(key)}`, { age: index }, { position: BigInt(position) }));
      for (let from = 0, batch = 0; from < documents.length; batch++) {
        const size = sizes[batch % sizes.length] ?? 1;
        await put(subject.store, documents.slice(from, from + size));
        from += size;
      }
      const left = new Map<string, (typeof documents)[number]>();
      for (const each of documents) if (each.position >= (left.get(each.key)?.position ?? 0n)) left.set(each.key, each);
      const found = await subject.store.get(PEOPLE.id, [...left.keys()]);
      for (const [key, { position, document }] of left) expect(found.get(key)).toMatchObject({ position, document });
    }), { numRuns: 60 });
  });
}
