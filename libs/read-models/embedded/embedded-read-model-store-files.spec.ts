import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PEOPLE, put, SCORES, stored } from '../conformance/subject';
import { EmbeddedReadModelStore } from './embedded-read-model-store';

const unavailable = (message: RegExp): unknown => expect.objectContaining({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(message) });

describe('the file of the embedded read-model store', () => {
  let folder: string;
  let file: string;
  const opened: EmbeddedReadModelStore[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rapport-models-'));
    file = join(folder, 'read-models.db');
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
    rmSync(folder, { recursive: true });
  });

  function open(readonly = false): EmbeddedReadModelStore {
    const store = new EmbeddedReadModelStore({ file, readonly });
    opened.push(store);
    return store;
  }

  it('shows readers beside the writer what is committed, at once', async () => {
    const writer = open();
    const readers = [open(true), open(true), open(true)];
    await writer.ensure(PEOPLE);
    for (let age = 1; age <= 5; age++) {
      await writer.commit({ writes: [{ collection: PEOPLE.id, put: [stored('a', { age }, { position: BigInt(age) })] }], checkpoints: { live: BigInt(age) }, settings: { at: { age } } });
      for (const reader of readers) {
        expect((await reader.get(PEOPLE.id, ['a'])).get('a')?.document).toEqual({ age });
        expect(await reader.ranks(PEOPLE.id, 'age', [0])).toEqual([age]);
        expect([await reader.checkpoint('live'), await reader.setting('at')]).toEqual([BigInt(age), { age }]);
      }
    }
  });

  it('shows no reader a part of a commit', async () => {
    const [writer, reader] = [open(), open(true)];
    await writer.ensure(PEOPLE);
    await writer.ensure(SCORES);
    const writing = (async (): Promise<void> => {
      for (let round = 1; round <= 100; round++) {
        await writer.commit({ writes: [PEOPLE.id, SCORES.id].map((collection) => ({ collection, put: [stored('a', { age: round, score: round }, { position: BigInt(round) })] })), checkpoints: { live: BigInt(round) } });
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    for (let seen = 0; seen < 100; ) {
      const behind = (await reader.checkpoint('live')) ?? 0n;
      const [age] = await reader.ranks(PEOPLE.id, 'age', [0]);
      const [score] = await reader.ranks(SCORES.id, 'score', [0]);
      expect(BigInt(Number(age ?? 0))).toBeGreaterThanOrEqual(behind);
      expect(Number(score ?? 0)).toBeGreaterThanOrEqual(Number(age ?? 0));
      seen = Number(behind);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await writing;
  });

  it('writes a commit as a whole or not at all', async () => {
    const store = open();
    await store.ensure(PEOPLE);
    await put(store, [stored('a', { age: 1 })]);
    const broken = { writes: [{ collection: PEOPLE.id, put: [stored('a', { age: 2 }, { position: 2n }), stored('b', { age: 2 })] }, { collection: 'nothing@1', put: [stored('a', {})] }], checkpoints: { live: 2n } };
    await expect(store.commit(broken)).rejects.toEqual(unavailable(/the read model nothing@1 is not in the store/));
    expect((await store.scan(PEOPLE.id, undefined, 10)).map(({ key, document }) => [key, document])).toEqual([['a', { age: 1 }]]);
    expect(await store.checkpoint('live')).toBeUndefined();
    await store.commit({ checkpoints: { live: 3n } });
    expect(await store.checkpoint('live')).toBe(3n);
  });

  it('tells a reader of a collection that is dropped meanwhile by name, and shows it the next', async () => {
    const [writer, reader] = [open(), open(true)];
    const next = { ...PEOPLE, id: 'people@2' };
    await writer.ensure(PEOPLE);
    await put(writer, [stored('a', { age: 1 })]);
    const find = (from: string): Promise<unknown> => reader.find({ from, where: [{ collection: from, field: 'age', operator: 'gte', value: 0 }], limit: 1 });
    await find(PEOPLE.id);
    await reader.get(PEOPLE.id, ['a']);
    await writer.ensure(next);
    await put(writer, [stored('a', { age: 1 })], next.id);
    await writer.drop(PEOPLE.id);
    const gone = unavailable(/^the read model people@1 is not in the store$/);
    await expect(find(PEOPLE.id)).rejects.toEqual(gone);
    await expect(reader.get(PEOPLE.id, ['a'])).rejects.toEqual(gone);
    await expect(reader.count({ from: PEOPLE.id, by: 'age' })).rejects.toEqual(gone);
    expect(await find(next.id)).toMatchObject({ keys: ['a'] });
  });

  it('cannot be written through a reader', async () => {
    const [writer, reader] = [open(), open(true)];
    await writer.ensure(PEOPLE);
    await expect(put(reader, [stored('a', {})])).rejects.toEqual(unavailable(/cannot be written/));
    await expect(reader.drop(PEOPLE.id)).rejects.toEqual(unavailable(/cannot be written/));
    await expect(reader.ensure(SCORES)).rejects.toEqual(unavailable(/cannot be written/));
    expect(await writer.collections()).toEqual([PEOPLE]);
  });

  it('is not made by a reader', () => {
    expect(() => open(true)).toThrow(expect.objectContaining({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(/there is no .*read-models\.db to read/) }));
  });

  it('is told from one that is no store', () => {
    writeFileSync(file, 'this is a letter to a friend, and no database at all. '.repeat(100));
    expect(() => open()).toThrow(expect.objectContaining({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(/damaged or not of this product/) }));
  });

  it('uses the index of a field to find, to sort and to rank, and that of due times', async () => {
    const store = open();
    await store.ensure(PEOPLE);
    const asked: string[] = [];
    const connection = Reflect.get(store, 'connection') as { prepare(sql: string): { all(): readonly { detail: string }[] } };
    const prepare = connection.prepare.bind(connection);
    jest.spyOn(connection, 'prepare').mockImplementation((sql) => {
      if (sql.startsWith('SELECT')) asked.push(sql);
      return prepare(sql);
    });
    await store.find({ from: PEOPLE.id, where: [{ collection: PEOPLE.id, field: 'name', operator: 'prefix', value: 'a' }], limit: 5 });
    await store.find({ from: PEOPLE.id, sort: { collection: PEOPLE.id, field: 'age', descending: true }, after: { key: 'k', value: 5 }, limit: 5 });
    await store.ranks(PEOPLE.id, 'age', [1]);
    await store.due(PEOPLE.id, 5, 5);
    const plans = asked.filter((sql) => sql.includes('documents people')).map((sql) => prepare(`EXPLAIN QUERY PLAN ${sql}`).all().map(({ detail }) => detail).join('; '));
    expect(plans).toHaveLength(5);
    for (const plan of plans) expect(plan).toMatch(/USING (COVERING )?INDEX people@1 by/);
  });
});
