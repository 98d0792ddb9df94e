import { describeOn } from '#testing/engines';
import { PEOPLE, put, stored } from '../conformance/subject';
import { Long } from './driver';
import type { MongoReadModelStore } from './mongo-read-model-store';
import { TestDatabase } from './test-database';

describeOn('mongodb', 'what somebody sees who looks into MongoDB with a shell', (url) => {
  let database: TestDatabase;
  let store: MongoReadModelStore;
  beforeEach(async () => {
    database = new TestDatabase(url);
    store = await database.open();
    await store.ensure(PEOPLE);
  });
  afterEach(() => database.remove());

  const document = (key: string, collection = `documents.${PEOPLE.id}`): Promise<unknown> => database.raw.collection<{ _id: string }>(collection).findOne({ _id: key }, { promoteLongs: false });

  it('is a document with its position, its indexed values and when it is due', async () => {
    await put(store, [stored('ann', { name: 'Ann', age: 30, last: { seen: '2026-03-01T10:15:00.000Z' }, active: 'yes', notes: [{ text: 'called' }] }, { position: 41n, state: { visits: 2 }, dueAt: Date.UTC(2026, 3, 1) })]);
    expect(await document('ann')).toEqual({
      _id: 'ann', position: Long.fromNumber(41), dueAt: new Date('2026-04-01'),
      document: { name: 'Ann', age: expect.anything(), last: { seen: '2026-03-01T10:15:00.000Z' }, active: 'yes', notes: [{ text: 'called' }] },
      state: { visits: expect.anything() }, shown: true, fields: { age: expect.anything(), name: 'Ann', 'last%2Eseen': '2026-03-01T10:15:00.000Z' },
    });
  });

  it('is found by what is in it, as any document', async () => {
    await put(store, [stored('ann', { address: { city: 'Graz' } }), stored('bob', { address: { city: 'Linz' } })]);
    expect(await database.raw.collection(`documents.${PEOPLE.id}`).distinct('_id', { 'document.address.city': 'Graz' })).toEqual(['ann']);
  });

  it('is JSON text where a shell, the server or the driver could not hold its names or values', async () => {
    await put(store, [stored('odd', { $set: { 'a.b': 1 }, age: 3 }, { state: ['x\ud83d'] }), stored('none', null)]);
    expect(await document('odd')).toMatchObject({ documentJson: '{"$set":{"a.b":1},"age":3}', stateJson: '["x\\ud83d"]', fields: { age: expect.anything() } });
    expect(await document('none')).toEqual({ _id: 'none', position: Long.fromNumber(1), document: null, shown: false });
  });

  it('are checkpoints, settings, leases and the list of read models by their names', async () => {
    await store.acquire('folding', 'one', 60_000);
    await store.commit({ checkpoints: { live: 9_007_199_254_740_991n }, settings: { 'served:people': { collection: PEOPLE.id } }, fence: { lease: 'folding', epoch: 1 } });
    expect(await document('live', 'checkpoints')).toMatchObject({ position: Long.fromBigInt(9_007_199_254_740_991n) });
    expect(await document('served:people', 'settings')).toMatchObject({ value: { collection: PEOPLE.id } });
    expect(await document('folding', 'leases')).toMatchObject({ owner: 'one', until: expect.any(Date) });
    expect(await document(PEOPLE.id, 'collections')).toMatchObject({ collection: 'documents.people@1', fields: expect.arrayContaining([{ name: 'last.seen', type: 'time' }]) });
  });

  it('is nothing at all of a read model that was dropped, also after a late write of another process', async () => {
    const late = await database.open();
    await put(late, [stored('a', { age: 1 })]);
    await store.drop(PEOPLE.id);
    await expect(put(late, [stored('b', { age: 1 })])).rejects.toMatchObject({ message: 'the read model people@1 is not in the store' });
    expect((await database.raw.listCollections().toArray()).map(({ name }) => name).filter((name) => name.startsWith('documents.'))).toEqual([]);
  });
});
