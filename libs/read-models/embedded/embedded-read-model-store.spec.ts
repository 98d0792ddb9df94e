import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readModelStoreConformance } from '../conformance';
import { EmbeddedReadModelStore } from './embedded-read-model-store';

readModelStoreConformance('the embedded read-model store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-models-'));
  const open = (): EmbeddedReadModelStore => new EmbeddedReadModelStore({ file: join(folder, 'read-models.db') });
  let store = open();
  const reopen = async (): Promise<EmbeddedReadModelStore> => store.close().then(() => (store = open()));
  const others: EmbeddedReadModelStore[] = [];
  const beside = (): Promise<EmbeddedReadModelStore> => {
    const other = open();
    others.push(other);
    return Promise.resolve(other);
  };
  return { store, reopen, beside, close: () => Promise.all([store, ...others].map((each) => each.close())).then(() => rmSync(folder, { recursive: true })) };
});
