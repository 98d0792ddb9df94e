import { describeOn } from '#testing/engines';
import type { Commit, Write } from '../read-model-store';
import { PEOPLE, stored } from '../conformance/subject';
import type { DocumentWriter, HeldWrite } from './document-writer';
import type { MongoReadModelStore } from './mongo-read-model-store';
import { TestDatabase } from './test-database';

const LONG = 60_000;
const OTHERS = { id: 'others@1.1', fields: {} };

const write = (collection: string, keys: readonly string[], position: bigint, text = ''): Write => ({ collection, put: keys.map((key) => stored(key, { age: Number(position), text }, { position })) });
const whole = (epoch: number, position: bigint, writes: readonly Write[]): Commit => ({ writes, checkpoints: { live: position }, fence: { lease: 'folding', epoch }, whole: true });

describeOn('mongodb', 'a commit that is whole, in MongoDB', (url) => {
  let database: TestDatabase;
  let store: MongoReadModelStore;
  let next: MongoReadModelStore;
  beforeEach(async () => {
    database = new TestDatabase(url);
    [store, next] = [await database.open(), await database.open()];
    for (const spec of [PEOPLE, OTHERS]) await store.ensure(spec);
    await store.acquire('folding', 'one', LONG);
  });
  afterEach(() => database.remove());

  /** The process ends once it has applied so many writes of its next commit. */
  function endsAfter(writes: number): void {
    const writer = Reflect.get(store, 'writer') as DocumentWriter;
    const apply = writer.apply.bind(writer);
    jest.spyOn(writer, 'apply').mockImplementationOnce(async (held: readonly HeldWrite[]) => {
      await apply(held.slice(0, writes));
      throw new Error('the machine stopped');
    });
  }

  const keysIn = async (collection: string): Promise<string[]> => (await next.scan(collection, undefined, 100)).map(({ key }) => key);
  const left = async (): Promise<unknown[]> => [await keysIn(PEOPLE.id), await keysIn(OTHERS.id), await next.checkpoint('live')];

  it.each([0, 1, 2])('is finished before the next reign begins, where %d of its three writes stood', async (writes) => {
    await store.commit(whole(1, 4n, [write(OTHERS.id, ['old'], 4n)]));
    endsAfter(writes);
    await expect(store.commit(whole(1, 5n, [write(PEOPLE.id, ['a', 'b'], 5n), write(OTHERS.id, ['c'], 5n), { collection: OTHERS.id, remove: ['old'] }]))).rejects.toThrow();
    expect(await next.checkpoint('live')).toBe(4n);
    await next.release('folding', 'one');
    expect(await next.acquire('folding', 'next', LONG)).toBe(2);
    expect(await left()).toEqual([['a', 'b'], ['c'], 5n]);
  });

  it('is finished by the next commit of the same reign, before that takes place', async () => {
    endsAfter(1);
    await expect(store.commit(whole(1, 5n, [write(PEOPLE.id, ['a'], 5n), write(OTHERS.id, ['b'], 5n)]))).rejects.toThrow();
    await next.commit(whole(1, 6n, [{ collection: PEOPLE.id, remove: ['a'] }]));
    expect(await left()).toEqual([[], ['b'], 6n]);
  });

  it('is one after the other with those that come at the same time', async () => {
    await Promise.all([5n, 6n, 7n].map((position) => store.commit({ ...whole(1, position, [write(PEOPLE.id, [`p${String(position)}`], position)]), settings: { at: { position: Number(position) } } })));
    expect([await left(), await next.setting('at')]).toEqual([[['p5', 'p6', 'p7'], [], 7n], { position: 7 }]);
  });

  it('may be larger than a document can be, and leaves nothing beside what it writes', async () => {
    const keys = Array.from({ length: 20 }, (_, number) => `k${String(number).padStart(2, '0')}`);
    const megabyte = 'x'.repeat(1_000_000);
    endsAfter(1);
    await expect(store.commit(whole(1, 5n, [write(PEOPLE.id, keys, 5n, megabyte), { collection: PEOPLE.id, remove: ['k07'] }, write(OTHERS.id, ['c'], 5n)]))).rejects.toThrow();
    await next.release('folding', 'one');
    await next.acquire('folding', 'next', LONG);
    expect(await left()).toEqual([keys.filter((key) => key !== 'k07'), ['c'], 5n]);
    expect(await database.raw.collection('pieces').countDocuments({})).toBe(0);
  });
});
