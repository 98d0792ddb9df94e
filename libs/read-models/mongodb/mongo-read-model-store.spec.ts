import { describeOn } from '#testing/engines';
import { readModelStoreConformance } from '../conformance';
import { TestDatabase } from './test-database';

describeOn('mongodb', 'the read-model store on MongoDB', (url) => {
  readModelStoreConformance('by its port', async () => {
    const database = new TestDatabase(url);
    const store = await database.open();
    return { store, reopen: () => store.close().then(() => database.open()), beside: () => database.open(), close: () => database.remove() };
  }, { runs: 40 });
});
