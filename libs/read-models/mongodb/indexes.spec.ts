import { describeOn } from '#testing/engines';
import type { Filter, Sort } from '../read-model-store';
import { PEOPLE, put, SCORES, stored } from '../conformance/subject';
import type { MongoReadModelStore } from './mongo-read-model-store';
import { TestDatabase } from './test-database';

interface Profiled {
  readonly ns: string;
  readonly planSummary: string;
  readonly docsExamined?: number;
  readonly keysExamined?: number;
  readonly hasSortStage?: boolean;
}

const DOCUMENTS = 3_000;

describeOn('mongodb', 'indexes in MongoDB', (url) => {
  let database: TestDatabase;
  let store: MongoReadModelStore;
  beforeAll(async () => {
    database = new TestDatabase(url);
    store = await database.open();
    await store.ensure(PEOPLE);
    await store.ensure(SCORES);
    await put(store, Array.from({ length: DOCUMENTS }, (_, index) => stored(`k${String(index).padStart(5, '0')}`, { age: index % 100, name: `n${String(index)}`, last: { seen: new Date(index).toISOString() }, ...(index % 2 === 0 ? { active: index % 3 === 0 } : {}) }, { dueAt: index })));
    await put(store, Array.from({ length: DOCUMENTS }, (_, index) => stored(`k${String(index).padStart(5, '0')}`, { score: index, band: index % 500 === 0 ? 'high' : 'low' })), SCORES.id);
  });
  afterAll(() => database.remove());

  /** What the server did to answer. */
  async function plans(ask: () => Promise<unknown>): Promise<Profiled[]> {
    await database.raw.command({ profile: 0 });
    await database.raw.dropCollection('system.profile');
    await database.raw.command({ profile: 2 });
    await ask();
    await database.raw.command({ profile: 0 });
    return database.raw.collection<Profiled>('system.profile').find({ ns: /\.documents\./, op: { $in: ['query', 'command'] } }).toArray();
  }

  const filter = (field: string, operator: Filter['operator'], value: Filter['value'], collection = PEOPLE.id): Filter => ({ collection, field, operator, value });
  const sort = (field: string, descending = false, collection = PEOPLE.id): Sort => ({ collection, field, descending });

  it.each<[string, (on: MongoReadModelStore) => Promise<unknown>, number]>([
    ['filter by equality', (on) => on.find({ from: PEOPLE.id, where: [filter('age', 'eq', 5)], limit: 10 }), 50],
    ['filter by range', (on) => on.find({ from: PEOPLE.id, where: [filter('last.seen', 'gte', new Date(2_990).toISOString())], limit: 10 }), 50],
    ['filter by prefix', (on) => on.find({ from: PEOPLE.id, where: [filter('name', 'prefix', 'n299')], limit: 10 }), 50],
    ['sort', (on) => on.find({ from: PEOPLE.id, sort: sort('age'), limit: 10 }), 50],
    ['sort down, from the end of a page', (on) => on.find({ from: PEOPLE.id, sort: sort('age', true), after: { key: 'k01550', value: 50 }, limit: 40 }), 100],
    ['sort of what lacks the field', (on) => on.find({ from: PEOPLE.id, sort: sort('active'), after: { key: 'k01000', value: null }, limit: 10 }), 50],
    ['sort by another collection', (on) => on.find({ from: PEOPLE.id, sort: sort('score', false, SCORES.id), limit: 10 }), 50],
    ['filter of few by another collection', (on) => on.find({ from: PEOPLE.id, where: [filter('band', 'eq', 'high', SCORES.id)], sort: sort('age'), limit: 10 }), 50],
    ['page by key', (on) => on.find({ from: PEOPLE.id, after: { key: 'k01000' }, limit: 10 }), 50],
    ['rank', (on) => on.ranks(PEOPLE.id, 'age', [3]), 50],
    ['scan', (on) => on.scan(PEOPLE.id, 'k01000', 10), 50],
    ['due', (on) => on.due(PEOPLE.id, 10, 100), 50],
    ['due in a range of keys', (on) => on.due(PEOPLE.id, 100, 5, { from: 'k00050' }), 150],
    ['next due', (on) => on.nextDue(PEOPLE.id), 50],
    ['last key', (on) => on.lastKey(PEOPLE.id), 50],
  ])('are used to %s, and no more is read than is needed', async (name, ask, most) => {
    const seen = await plans(() => ask(store));
    expect(seen.length).toBeGreaterThan(0);
    for (const plan of seen) expect(plan).toMatchObject({ planSummary: expect.stringMatching(/^(IXSCAN|COUNT_SCAN|IDHACK|EXPRESS|DISTINCT_SCAN)/) });
    expect(Math.max(...seen.map(({ docsExamined = 0 }) => docsExamined))).toBeLessThanOrEqual(most);
    // Before it joins, the server reads an index ahead: some megabytes of keys.
    const joins = name.includes('another collection');
    if (!joins) expect(Math.max(...seen.map(({ keysExamined = 0 }) => keysExamined))).toBeLessThanOrEqual(most);
  });

  it.each<[string, (on: MongoReadModelStore) => Promise<unknown>]>([
    ['counted by a field', (on) => on.count({ from: PEOPLE.id, by: 'age' })],
    ['counted', (on) => on.size(PEOPLE.id)],
    ['counted by having a field', (on) => on.ranked(PEOPLE.id, 'age')],
    ['ranked', (on) => on.ranks(PEOPLE.id, 'age', [2_000])],
  ])('alone are read where documents are %s', async (_, ask) => {
    const seen = await plans(() => ask(store));
    expect(seen.map(({ docsExamined }) => docsExamined)).toEqual(seen.map(() => 0));
    for (const plan of seen) expect(plan.planSummary).toMatch(/^(IXSCAN|COUNT_SCAN)/);
  });

  it('that somebody took away are missed in words that say what to do, and made again by who makes the read model', async () => {
    await database.raw.collection(`documents.${SCORES.id}`).dropIndex('by band');
    await expect(store.count({ from: SCORES.id, by: 'band' })).rejects.toMatchObject({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(/lacks an index of a read model: start the projector again/) });
    await store.ensure(SCORES);
    expect(await store.count({ from: SCORES.id, by: 'band' })).toEqual([{ value: 'low', count: 2_994 }, { value: 'high', count: 6 }]);
  });
});
