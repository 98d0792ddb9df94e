import { describeOn } from '#testing/engines';
import { PEOPLE, put, stored } from '../conformance/subject';
import { TestDatabase } from './test-database';

const WRITERS = 6;

describeOn('mongodb', 'the guard of documents in MongoDB', (url) => {
  let database: TestDatabase;
  beforeEach(() => {
    database = new TestDatabase(url);
  });
  afterEach(() => database.remove());

  it('leaves the highest position of each document, whoever of many writers comes first', async () => {
    const stores = await Promise.all(Array.from({ length: WRITERS }, () => database.open()));
    const [first] = stores;
    await first?.ensure(PEOPLE);
    const keys = Array.from({ length: 40 }, (_, index) => `k${String(index)}`);
    await Promise.all(stores.map(async (store, writer) => {
      for (let round = 0; round < 25; round++) {
        // Neither in order nor in the same order as the others: each writer has every position congruent to its number.
        const position = ((round * 7) % 25) * WRITERS + writer + 1;
        await put(store, keys.map((key) => stored(key, { age: position }, { position: BigInt(position) })));
      }
    }));
    for (const { document, position } of (await first?.get(PEOPLE.id, keys))?.values() ?? []) expect([document, position]).toEqual([{ age: 25 * WRITERS }, BigInt(25 * WRITERS)]);
    expect(await first?.ranks(PEOPLE.id, 'age', [0, keys.length - 1])).toEqual([25 * WRITERS, 25 * WRITERS]);
  });

  it('lets writers of partitions of their own all be seen, none in the other\'s way', async () => {
    const stores = await Promise.all(Array.from({ length: WRITERS }, () => database.open()));
    await stores[0]?.ensure(PEOPLE);
    await Promise.all(stores.map(async (store, writer) => {
      for (let batch = 0; batch < 5; batch++) await put(store, Array.from({ length: 200 }, (_, index) => stored(`${String(writer)}:${String(index)}`, { age: batch }, { position: BigInt(batch + 1) })));
    }));
    expect(await stores[0]?.size(PEOPLE.id)).toBe(WRITERS * 200);
    expect(await stores[0]?.count({ from: PEOPLE.id, by: 'age' })).toEqual([{ value: 4, count: WRITERS * 200 }]);
  });

  it('holds whichever way a batch is written: into an empty collection, a growing and a grown one', async () => {
    const store = await database.open();
    await store.ensure(PEOPLE);
    const batch = (from: number, to: number, position: bigint): Promise<void> => put(store, Array.from({ length: to - from }, (_, index) => stored(`k${String(from + index)}`, { age: Number(position) }, { position })));
    await batch(0, 100, 10n);
    await batch(50, 150, 5n);
    await batch(0, 200, 10n);
    await batch(0, 300, 9n);
    await batch(150, 250, 20n);
    expect(await store.count({ from: PEOPLE.id, by: 'age' })).toEqual([{ value: 10, count: 150 }, { value: 20, count: 100 }, { value: 9, count: 50 }]);
  });
});
